package io.godwit.knowledge.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.Versions.Binding;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a version of a collection into a folder, shard by shard. */
final class BundleWriter {

  private static final int PAGE = 200;
  private static final int BODY_PART = 48 << 10;
  private static final long SHARD_BYTES = 32L << 20;

  private final VersionRows rows;
  private final Path folder;
  private final List<Manifest.Shard> shards = new ArrayList<>();
  private Optional<OpenShard> open = Optional.empty();
  private long documents;
  private long chunks;

  BundleWriter(VersionRows rows, Path folder) {
    this.rows = rows;
    this.folder = folder;
  }

  /** Writes all of it; the manifest last. */
  void write(String collection) throws SQLException, IOException {
    List<SourceRows.Document> page = rows.documents("", PAGE);
    while (!page.isEmpty()) {
      for (SourceRows.Document document : page) {
        write(document);
      }
      page = rows.documents(page.get(page.size() - 1).path(), PAGE);
    }
    end();
    Binding binding = rows.binding();
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            collection,
            binding.embedderJson(),
            binding.chunkingJson(),
            documents,
            chunks,
            rows.digest(collection).toString(),
            shards);
    Files.write(folder.resolve(Manifest.FILE), manifest.json());
  }

  private void write(SourceRows.Document document) throws SQLException, IOException {
    OpenShard shard = shard();
    shard.document(document);
    Optional<InputStream> body = rows.body(new Digest(document.content()));
    if (body.isPresent()) {
      try (InputStream in = body.get()) {
        shard.body(in);
      }
    }
    try {
      int count = rows.chunks(document, chunk -> chunk(shard, chunk));
      shard.end(count);
      chunks += count;
    } catch (WrappedIoException e) {
      throw e.wrapped;
    }
    documents++;
    if (shard.bytes() >= SHARD_BYTES) {
      end();
    }
  }

  private static void chunk(OpenShard shard, SourceRows.Chunk chunk) {
    try {
      shard.chunk(chunk);
    } catch (IOException e) {
      throw new WrappedIoException(e);
    }
  }

  private OpenShard shard() throws IOException {
    if (open.isEmpty()) {
      open = Optional.of(new OpenShard(folder, shards.size()));
    }
    return open.get();
  }

  private void end() throws IOException {
    if (open.isPresent()) {
      shards.add(open.get().close());
      open = Optional.empty();
    }
  }

  private static final class WrappedIoException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException wrapped;

    WrappedIoException(IOException wrapped) {
      super(wrapped);
      this.wrapped = wrapped;
    }
  }

  /** Two files that grow together. */
  private static final class OpenShard {

    private static final JsonFactory JSON =
        new JsonFactory()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

    private final Out rows;
    private final Out vectors;
    private final JsonGenerator json;
    private long chunks;

    OpenShard(Path folder, int number) throws IOException {
      this.rows = new Out(folder, Manifest.rowsName(number));
      this.vectors = new Out(folder, Manifest.vectorsName(number));
      this.json = JSON.createGenerator(rows.stream);
      json.setRootValueSeparator(null);
    }

    long bytes() {
      return rows.count + vectors.count;
    }

    void document(SourceRows.Document document) throws IOException {
      json.writeStartObject();
      json.writeStringField("path", document.path());
      json.writeStringField("content_sha256", document.content());
      json.writeStringField("metadata", document.metadata());
      line();
    }

    void body(InputStream in) throws IOException {
      byte[] part = in.readNBytes(BODY_PART);
      do {
        json.writeStartObject();
        json.writeBinaryField("bytes", part);
        rows.count += part.length;
        line();
        part = in.readNBytes(BODY_PART);
      } while (part.length > 0);
    }

    void chunk(SourceRows.Chunk chunk) throws IOException {
      json.writeStartObject();
      json.writeNumberField("ordinal", chunk.ordinal());
      json.writeNumberField("start", chunk.start());
      json.writeNumberField("end", chunk.end());
      json.writeStringField("heading", chunk.heading());
      json.writeStringField("text", chunk.text().text());
      json.writeNumberField("tokens", chunk.text().tokens());
      line();
      rows.count += chunk.text().text().length();
      float[] vector = chunk.text().vector();
      ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
      for (float number : vector) {
        bytes.putFloat(number);
      }
      vectors.stream.write(bytes.array());
      vectors.count += bytes.capacity();
      chunks++;
    }

    void end(int count) throws IOException {
      json.writeStartObject();
      json.writeNumberField("chunks", count);
      line();
    }

    private void line() throws IOException {
      json.writeEndObject();
      json.flush();
      rows.stream.write('\n');
    }

    Manifest.Shard close() throws IOException {
      json.close();
      return new Manifest.Shard(rows.close(), vectors.close(), chunks);
    }
  }

  /** A file whose bytes are counted and hashed. */
  private static final class Out {

    private final Path file;
    private final MessageDigest sha256 = Digest.sha256();
    private final OutputStream stream;

    /** About how many bytes. */
    private long count;

    Out(Path folder, String name) throws IOException {
      this.file = folder.resolve(name);
      this.stream =
          new BufferedOutputStream(
              new DigestOutputStream(Files.newOutputStream(file), sha256), 1 << 16);
    }

    Manifest.File close() throws IOException {
      stream.close();
      return new Manifest.File(
          String.valueOf(file.getFileName()), Files.size(file), Digest.finish(sha256).hex());
    }
  }
}
