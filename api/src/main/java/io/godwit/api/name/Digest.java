package io.godwit.api.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 (FIPS 180-4) of some bytes: a content address, a fingerprint or the key of a receipt.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {

  private static final String PREFIX = "sha256:";
  private static final int DIGITS = 64;

  /**
   * Refuses what is not 64 lower-case hexadecimal digits.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public Digest {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("a digest has 64 lower-case hexadecimal digits");
    }
  }

  /** The digest of these bytes. */
  public static Digest of(byte[] bytes) {
    return finish(sha256().digest(bytes));
  }

  /** The digest of this text in UTF-8. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The digest of a list of texts, each with its length before it, so that no two lists give the
   * same bytes.
   */
  public static Digest ofParts(String... parts) {
    StringBuilder all = new StringBuilder();
    for (String part : parts) {
      all.append(part.length()).append(':').append(part).append(',');
    }
    return of(all.toString());
  }

  /** The digest that this algorithm, fed with SHA-256 and not used afterwards, has come to. */
  public static Digest finish(MessageDigest sha256) {
    return finish(sha256.digest());
  }

  /** A fresh SHA-256, which every Java platform has. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads {@code sha256:<hex>}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a digest begins with " + PREFIX);
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  /** Without a pattern: a manifest may have a million digests. */
  private static boolean isHex(String text) {
    boolean hex = text.length() == DIGITS;
    for (int i = 0; hex && i < DIGITS; i++) {
      char c = text.charAt(i);
      hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return hex;
  }

  private static Digest finish(byte[] sha256) {
    return new Digest(HexFormat.of().formatHex(sha256));
  }

  /** {@code sha256:<hex>}. */
  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
