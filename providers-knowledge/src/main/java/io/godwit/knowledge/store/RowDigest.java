package io.godwit.knowledge.store;

import io.godwit.api.name.Digest;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Takes the rows of collections into one digest: of each collection, by name, the fingerprints of
 * its embedder and chunking; of each document, by path, its content and metadata; of each chunk, in
 * order, its place, heading, text and vector. It is the same for stores of every kind.
 */
public final class RowDigest {

  private static final String FORMAT = "godwit knowledge 1";

  private final MessageDigest sha256 = Digest.sha256();
  private final DataOutputStream out =
      new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));

  /** Of nothing so far. */
  public RowDigest() {
    writing(() -> out.write(FORMAT.getBytes(StandardCharsets.UTF_8)));
  }

  private interface Writing {
    void write() throws IOException;
  }

  private static void writing(Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A collection, before its documents. */
  public void collection(String name, String embedder, String chunking) {
    writing(
        () -> {
          out.writeByte('c');
          text(name);
          text(embedder);
          text(chunking);
        });
  }

  /** A document, before its chunks; the hashes in hexadecimal digits. */
  public void document(String path, String contentSha256, String metadataSha256) {
    writing(
        () -> {
          out.writeByte('d');
          text(path);
          text(contentSha256);
          text(metadataSha256);
        });
  }

  /** A chunk. */
  public void chunk(SourceRows.Chunk chunk) {
    chunk(
        new Place(chunk.ordinal(), chunk.start(), chunk.end(), chunk.heading()),
        chunk.text().sha256(),
        chunk.text().vector());
  }

  /** Where a chunk stands. */
  record Place(long ordinal, long start, long end, String heading) {}

  /** A chunk; the vector of one that has none is empty. */
  void chunk(Place place, byte[] textSha256, float[] vector) {
    writing(
        () -> {
          out.writeByte('k');
          out.writeLong(place.ordinal());
          out.writeLong(place.start());
          out.writeLong(place.end());
          text(place.heading());
          out.write(textSha256);
          out.writeInt(vector.length);
          for (float number : vector) {
            out.writeInt(Float.floatToRawIntBits(number));
          }
        });
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The digest of all that was taken in; nothing more may come. */
  public Digest finish() {
    writing(out::flush);
    return Digest.finish(sha256);
  }
}
