// PostgreSQL with pgvector in one process: prints its port, and ends when its input does.
//
// PGlite has one session. Connections take turns, each for as long as its transaction: nobody else is heard
// between a connection's first message and the answer that says it is idle.
import { createServer } from 'node:net'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'

const STARTUP = 196608
const IDLE = 'I'.charCodeAt(0)
const READY = 'Z'.charCodeAt(0)
const TERMINATE = 'X'.charCodeAt(0)
const QUERY = 'Q'.charCodeAt(0)
const COPY_IN = 'G'.charCodeAt(0)
const COPY_DATA = 'd'.charCodeAt(0)
const COPY_DONE = 'c'.charCodeAt(0)
const COPY_FAIL = 'f'.charCodeAt(0)

const db = await PGlite.create({ extensions: { vector } })
let owner = null
const waiting = []

// The transaction status of the last ReadyForQuery in an answer, if it ends with one.
function status(answer) {
  const at = answer.length - 6
  return at >= 0 && answer[at] === READY && answer[at + 4] === 5 ? answer[at + 5] : null
}

async function turn(connection) {
  if (owner === connection) return
  if (owner !== null) await new Promise((resolve) => waiting.push(resolve))
  owner = connection
}

function giveUp(connection) {
  if (owner !== connection) return
  owner = null
  const next = waiting.shift()
  if (next) {
    owner = 'next'
    next()
  }
}

// The next whole message: its bytes, and whether it has a type.
function take(connection) {
  const { bytes, started } = connection
  const from = started ? 1 : 0
  if (bytes.length < from + 4) return null
  const length = from + bytes.readUInt32BE(from)
  if (bytes.length < length) return null
  connection.bytes = bytes.subarray(length)
  return bytes.subarray(0, length)
}

// PGlite reads no COPY from a client, but from a file of the name /dev/blob.
function copyStatement(message) {
  const sql = message[0] === QUERY ? message.subarray(5, message.length - 1).toString() : ''
  return /^COPY .* FROM STDIN/.test(sql) ? sql.replace('FROM STDIN', "FROM '/dev/blob'") : null
}

async function execute(connection, message) {
  const copy = copyStatement(message)
  if (copy) {
    connection.copy = { sql: copy, parts: [] }
    return Buffer.from([COPY_IN, 0, 0, 0, 7, 1, 0, 0])
  }
  if (message[0] === COPY_DATA) {
    connection.copy.parts.push(Buffer.from(message.subarray(5)))
    return Buffer.alloc(0)
  }
  if (message[0] === COPY_DONE || message[0] === COPY_FAIL) {
    const { sql, parts } = connection.copy
    if (message[0] === COPY_FAIL) parts.length = 0
    return copyIn(sql, new Blob(parts))
  }
  return db.execProtocolRaw(new Uint8Array(message))
}

async function copyIn(sql, blob) {
  let answer
  try {
    const result = await db.query(sql, [], { blob })
    answer = typed('C', Buffer.from(`COPY ${result.affectedRows ?? 0}\0`))
  } catch (e) {
    answer = typed('E', Buffer.from(`SERROR\0VERROR\0C${e.code}\0M${e.message}\0\0`))
  }
  // Sync tells in which state the transaction is.
  const ready = await db.execProtocolRaw(new Uint8Array(typed('S', Buffer.alloc(0))))
  return Buffer.concat([answer, Buffer.from(ready)])
}

function typed(type, body) {
  const head = Buffer.alloc(5)
  head[0] = type.charCodeAt(0)
  head.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

async function serve(connection) {
  for (let message = take(connection); message; message = take(connection)) {
    if (!connection.started && message.readUInt32BE(4) !== STARTUP) {
      if (message.length === 8) connection.socket.write('N') // no TLS
      continue
    }
    if (connection.started && message[0] === TERMINATE) break
    connection.started = true
    await turn(connection)
    const answer = await execute(connection, message)
    connection.open = true
    if (answer.length > 0) connection.socket.write(answer)
    if (status(answer) !== null) connection.open = status(answer) !== IDLE
    if (!connection.open) giveUp(connection)
  }
}

async function leave(connection) {
  if (connection.open && owner === connection) await db.exec('ROLLBACK')
  giveUp(connection)
}

const server = createServer((socket) => {
  const connection = { socket, bytes: Buffer.alloc(0), started: false, open: false }
  let work = Promise.resolve()
  socket.setNoDelay(true)
  socket.on('data', (data) => {
    work = work.then(() => {
      connection.bytes = Buffer.concat([connection.bytes, data])
      return serve(connection)
    })
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    work = work.then(() => leave(connection))
  })
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.on('end', () => process.exit(0)).resume()
