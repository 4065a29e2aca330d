package io.godwit.knowledge.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.bundle.Bundle.Position;
import io.godwit.knowledge.metadata.MetadataJson;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.StoreSession;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents of one shard, believing nothing: whatever is not what it should be is an
 * error that names its line.
 */
final class ShardReader implements AutoCloseable {

  private static final int LONGEST_PATH = 4096;

  private final Manifest.Shard shard;
  private final VectorForm form;
  private final RowLines lines;
  private final DataInputStream vectors;
  private final int number;
  private long vector;

  ShardReader(
      Manifest.Shard shard, VectorForm form, InputStream rows, InputStream vectors, Position from)
      throws IOException {
    this.shard = shard;
    this.form = form;
    this.number = from.shard();
    this.vector = from.vector();
    this.lines = new RowLines(shard.rows().name(), rows, from.line());
    this.vectors = new DataInputStream(new BufferedInputStream(vectors, 1 << 16));
    this.vectors.skipNBytes(from.vector() * 4L * form.dimension());
  }

  /** Where the next document begins, which may be in the next shard. */
  Position position() throws IOException {
    if (lines.look().isPresent()) {
      return new Position(number, lines.offset(), vector);
    }
    if (vector != shard.chunks()) {
      throw Manifest.bad(
          shard.rows().name() + " has " + vector + " chunks instead of " + shard.chunks(), null);
    }
    return new Position(number + 1, 0, 0);
  }

  /** The next document; empty at the end of the shard. */
  Optional<SourceRows.Document> document() throws IOException {
    Optional<JsonNode> line = lines.look();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String path = text(line.get(), "path");
    String content = text(line.get(), "content_sha256");
    String metadata = text(line.get(), "metadata");
    boolean fits =
        !path.isBlank() && path.length() <= LONGEST_PATH && path.indexOf(0) < 0 && isHash(content);
    if (!fits || !isObject(metadata)) {
      throw bad("is no document", null);
    }
    lines.take();
    return Optional.of(
        new SourceRows.Document(0, path, content, metadata, Digest.of(metadata).hex()));
  }

  private static boolean isHash(String text) {
    return text.matches("[0-9a-f]{64}");
  }

  private static boolean isObject(String metadata) {
    try {
      return MetadataJson.parse(metadata).isObject() && !metadata.contains("\\u0000");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Keeps the bytes of the document, if the bundle has them and the store has them not. */
  void body(StoreSession session, SourceRows.Document document) throws SQLException, IOException {
    if (lines.look().filter(line -> line.has("bytes")).isEmpty()) {
      return;
    }
    Digest content = new Digest(document.content());
    MessageDigest sha256 = Digest.sha256();
    try (InputStream in = new DigestInputStream(new Body(), sha256)) {
      if (!session.bodies().has(content)) {
        session.bodies().keep(content, in);
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (!Digest.finish(sha256).equals(content)) {
      throw Manifest.bad(
          "the bytes of document " + document.path() + " have another digest than it says", null);
    }
  }

  /** The next chunk; empty at the end of the document, which the line after its chunks says. */
  Optional<SourceRows.Chunk> chunk(int ordinal) throws IOException {
    JsonNode line = lines.look().orElseThrow(() -> bad("is missing", null));
    if (line.has("chunks")) {
      if (line.path("chunks").asInt(-1) != ordinal) {
        throw bad("says another number of chunks than the document has", null);
      }
      lines.take();
      return Optional.empty();
    }
    String text = text(line, "text");
    String heading = text(line, "heading");
    long start = line.path("start").asLong(-1);
    long end = line.path("end").asLong(-1);
    int tokens = line.path("tokens").asInt(-1);
    boolean sound = line.path("ordinal").asInt(-1) == ordinal && start >= 0 && end >= start;
    if (!sound || tokens < 0 || text.indexOf(0) >= 0 || heading.indexOf(0) >= 0) {
      throw bad("is no chunk, or not the next", null);
    }
    SourceRows.Text content =
        new SourceRows.Text(
            Digest.sha256().digest(text.getBytes(StandardCharsets.UTF_8)), text, tokens, vector());
    lines.take();
    return Optional.of(new SourceRows.Chunk(ordinal, start, end, heading, content));
  }

  private float[] vector() throws IOException {
    if (vector == shard.chunks()) {
      throw bad("is one chunk more than there are vectors", null);
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * form.dimension()).order(ByteOrder.LITTLE_ENDIAN);
    vectors.readFully(bytes.array());
    float[] numbers = new float[form.dimension()];
    bytes.asFloatBuffer().get(numbers);
    Optional<String> fault = form.fault(new float[][] {numbers}, 1);
    if (fault.isPresent()) {
      throw Manifest.bad(
          "vector " + (vector + 1) + " of " + shard.vectors().name() + ": " + fault.get(), null);
    }
    vector++;
    return numbers;
  }

  private String text(JsonNode line, String key) {
    if (!line.path(key).isTextual()) {
      throw bad("has no " + key, null);
    }
    return line.path(key).textValue();
  }

  private GodwitException bad(String what, @Nullable Exception cause) {
    return Manifest.bad(lines.where() + " " + what, cause);
  }

  /** The bytes of a document, out of the lines that have them. */
  private final class Body extends InputStream {

    private byte[] part = new byte[0];
    private int at;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (at == part.length) {
        Optional<JsonNode> line = lines.look().filter(each -> each.has("bytes"));
        if (line.isEmpty()) {
          return -1;
        }
        part = bytes(line.get());
        at = 0;
        lines.take();
      }
      int count = Math.min(length, part.length - at);
      System.arraycopy(part, at, bytes, offset, count);
      at += count;
      return count;
    }

    private byte[] bytes(JsonNode line) {
      try {
        byte[] bytes = line.path("bytes").isTextual() ? line.path("bytes").binaryValue() : null;
        if (bytes == null) {
          throw bad("has bytes that are none", null);
        }
        return bytes;
      } catch (IOException e) {
        throw bad("has bytes that are not base64", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
    vectors.close();
  }
}
