package io.godwit.engine.repository.stage;

import io.godwit.api.name.Digest;
import io.godwit.engine.repository.chunk.ChunkEncoder;
import io.godwit.engine.repository.chunk.Codec;
import io.godwit.engine.repository.pack.EncodedChunk;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Hashes and encodes the chunks of blocks: the work that many threads can share. */
final class Encoding implements AutoCloseable {

  /**
   * A chunk with its id.
   *
   * @param file its file, by its place in the list
   * @param sha256 its id
   * @param encoded gives its encoded form, which is made then unless it was made before
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
  record Chunk(int file, byte[] sha256, Supplier<EncodedChunk> encoded) {}

  private final ChunkTable base;
  private final ConcurrentLinkedQueue<ChunkEncoder> idle = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ChunkEncoder> all = new ConcurrentLinkedQueue<>();

  Encoding(ChunkTable base) {
    this.base = base;
  }

  /** The chunks of a block. Those that the base does not have are encoded at once. */
  List<Chunk> encode(Block block) {
    List<Chunk> chunks = new ArrayList<>(block.count());
    ChunkEncoder encoder = borrow();
    MessageDigest digest = Digest.sha256();
    int stretch = -1;
    for (int i = 0; i < block.count(); i++) {
      int from = block.start(i);
      int length = block.length(i);
      digest.update(block.bytes(), from, length);
      byte[] sha256 = digest.digest();
      if (base.contains(sha256)) {
        chunks.add(
            new Chunk(
                block.file(i),
                sha256,
                () -> late(Arrays.copyOfRange(block.bytes(), from, from + length), sha256)));
        continue;
      }
      if (stretch != block.file(i)) {
        stretch = block.file(i);
        encoder.beginStretch(block.bytes(), from, length);
      }
      EncodedChunk encoded = encoded(encoder, block.bytes(), from, length, sha256, block.room());
      chunks.add(new Chunk(block.file(i), sha256, () -> encoded));
    }
    idle.add(encoder);
    return chunks;
  }

  @Override
  public void close() {
    all.forEach(ChunkEncoder::close);
  }

  private EncodedChunk late(byte[] plain, byte[] sha256) {
    ChunkEncoder encoder = borrow();
    encoder.beginStretch(plain, 0, plain.length);
    byte[] room = new byte[plain.length + ChunkEncoder.ROOM];
    EncodedChunk encoded = encoded(encoder, plain, 0, plain.length, sha256, room);
    idle.add(encoder);
    return encoded;
  }

  /** A chunk, encoded to the same place in another array. */
  private static EncodedChunk encoded(
      ChunkEncoder encoder, byte[] bytes, int from, int length, byte[] sha256, byte[] room) {
    OptionalInt smaller = encoder.encode(bytes, from, length, room, from);
    return smaller.isPresent()
        ? new EncodedChunk(sha256, length, encoder.codec(), room, from, smaller.getAsInt())
        : new EncodedChunk(sha256, length, Codec.RAW, bytes, from, length);
  }

  private ChunkEncoder borrow() {
    return Optional.ofNullable(idle.poll())
        .orElseGet(
            () -> {
              ChunkEncoder made = new ChunkEncoder();
              all.add(made);
              return made;
            });
  }
}
