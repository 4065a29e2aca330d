package io.godwit.api.artifact;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The digest of a set of files: SHA-256 over {@code path \0 size \0 sha256 \n} of each file, in the
 * order of the bytes of their paths in UTF-8; the size in decimal digits, the sha256 in hexadecimal
 * ones. Two sets have the same digest when and only when they hold the same files.
 */
public final class ContentDigest {

  /** The order of the bytes of paths in UTF-8, in which manifests list files. */
  public static final Comparator<String> PATH_ORDER = ContentDigest::comparePaths;

  private final MessageDigest sha256 = Digest.sha256();

  /** Adds the next file; files come in {@link #PATH_ORDER}. */
  public ContentDigest add(ArtifactFile file) {
    String line = file.path() + '\0' + file.sizeBytes() + '\0' + file.sha256().hex() + '\n';
    sha256.update(line.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The digest of all that was added; this object is not used afterwards. */
  public Digest finish() {
    return Digest.finish(sha256);
  }

  /** The digest of these files, in whatever order they come. */
  public static Digest of(List<ArtifactFile> files) {
    List<ArtifactFile> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(ArtifactFile::path, PATH_ORDER));
    ContentDigest digest = new ContentDigest();
    sorted.forEach(digest::add);
    return digest.finish();
  }

  /**
   * The digest of a tree, all bytes of which are read.
   *
   * @throws GodwitException with {@link ArtifactError#UNREADABLE} if a file cannot be read
   */
  public static Digest of(FileTree tree) {
    return of(tree.files().stream().map(entry -> read(tree, entry)).toList());
  }

  /**
   * UTF-16 sorts as UTF-8 does, but for what lies above the surrogates. Nothing is encoded, for
   * there may be a million paths.
   */
  private static int comparePaths(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** The surrogates, which stand for more than any other character, behind all others. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
  }

  private static ArtifactFile read(FileTree tree, FileTree.Entry entry) {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = tree.open(entry.path())) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        size += n;
      }
    } catch (IOException e) {
      throw new GodwitException(
          ArtifactError.UNREADABLE, "File " + entry.path() + " cannot be read; mend it", e);
    }
    return new ArtifactFile(entry.path(), size, Digest.finish(sha256));
  }
}
