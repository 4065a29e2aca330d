package io.godwit.sql.schema;

import io.godwit.api.name.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A digest of a set of rows that does not depend on their order: the sum of the rows' SHA-256
 * digests modulo 2^256, with their number. Rows that occur twice count twice.
 */
final class RowSum {

  private static final int WORDS = 8;
  private static final long LOW = 0xFFFF_FFFFL;

  private final MessageDigest sha256 = Digest.sha256();
  private final int[] sum = new int[WORDS];
  private long rows;

  /** A value of the row that is being gathered: a tag for its type, its length and its bytes. */
  void value(char tag, byte[] bytes) {
    sha256.update((byte) tag);
    sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    sha256.update(bytes);
  }

  void text(char tag, String text) {
    value(tag, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The row is complete. */
  void endRow() {
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    long carry = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
      long word = (sum[i] & LOW) + (digest.getInt(i * Integer.BYTES) & LOW) + carry;
      sum[i] = (int) word;
      carry = word >>> Integer.SIZE;
    }
    rows++;
  }

  /** Adds number and sum to another digest. */
  void addTo(MessageDigest all) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + WORDS * Integer.BYTES).putLong(rows);
    for (int word : sum) {
      bytes.putInt(word);
    }
    all.update(bytes.array());
  }
}
