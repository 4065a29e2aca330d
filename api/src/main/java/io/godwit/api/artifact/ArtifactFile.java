package io.godwit.api.artifact;

import io.godwit.api.name.Digest;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * One file of an artifact.
 *
 * @param path relative, with {@code /} between its parts; no part is empty, {@code .} or {@code
 *     ..}; no backslash, control character or drive letter; at most 1,024 bytes of UTF-8, 255 in
 *     each part
 * @param sizeBytes its size
 * @param sha256 the digest of its bytes
 */
public record ArtifactFile(String path, long sizeBytes, Digest sha256) {

  private static final int LONGEST_PATH = 1_024;
  private static final int LONGEST_PART = 255;

  /**
   * Refuses what is not such a file.
   *
   * @throws IllegalArgumentException if the path or the size is not of that form
   */
  public ArtifactFile {
    Objects.requireNonNull(sha256, "sha256");
    wrongWithPath(path)
        .ifPresent(
            wrong -> {
              throw new IllegalArgumentException("the path of a file in an artifact " + wrong);
            });
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + sizeBytes);
    }
  }

  /** What makes this text unfit for a path in an artifact; empty if it is fit. */
  public static Optional<String> wrongWithPath(String path) {
    int length = utf8Length(path);
    if (length < 0) {
      return Optional.of("is not valid Unicode");
    }
    if (length == 0 || length > LONGEST_PATH) {
      return Optional.of("has " + length + " bytes, not 1 to " + LONGEST_PATH);
    }
    if (hasForbidden(path)) {
      return Optional.of("has a backslash or control character");
    }
    if (path.length() > 1 && path.charAt(1) == ':') {
      return Optional.of("begins with a drive letter");
    }
    int from = 0;
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', from)) {
      Optional<String> wrong = wrongWithPart(path, from, end, length);
      if (wrong.isPresent()) {
        return wrong;
      }
      from = end + 1;
    }
    return wrongWithPart(path, from, path.length(), length);
  }

  /** A path that is short in all is short in each part, and most are. */
  private static Optional<String> wrongWithPart(String path, int from, int end, int pathBytes) {
    if (end == from || (path.charAt(from) == '.' && isDots(path.substring(from, end)))) {
      return Optional.of("is not relative and normal: it has an empty part, . or ..");
    }
    if (pathBytes > LONGEST_PART && utf8Length(path.substring(from, end)) > LONGEST_PART) {
      return Optional.of("has a part of more than " + LONGEST_PART + " bytes");
    }
    return Optional.empty();
  }

  private static boolean isDots(String part) {
    return part.equals(".") || part.equals("..");
  }

  private static boolean hasForbidden(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '\\' || Character.isISOControl(path.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Most paths are ASCII, and there may be a million of them: those need no encoder. */
  private static int utf8Length(String text) {
    int ascii = 0;
    while (ascii < text.length() && text.charAt(ascii) < 0x80) {
      ascii++;
    }
    return ascii == text.length() ? ascii : encodedLength(text);
  }

  private static int encodedLength(String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).limit();
    } catch (CharacterCodingException e) {
      return -1;
    }
  }
}
