package io.godwit.engine.project;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.engine.config.ConfigError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The checksum by which a migration that was changed after it ran is found (A10): SHA-256 over the
 * names and digests of its files. Those of a folder are all regular files in it that are not
 * hidden; those of SQL files are the up and the down file. What a step reads from elsewhere is not
 * part of it: that is frozen with the plan.
 *
 * <p>The digest of a text file is over its canonical bytes, without a byte-order mark and with LF
 * for CR LF, because git may change these from one machine to the next. Git's own rule tells what
 * is text: no zero among the first 8,000 bytes.
 */
public final class Checksums {

  private static final String FORMAT = "godwit-migration-1";
  private static final int TEXT_SAMPLE = 8_000;
  private static final int MOST_FILES = 10_000;
  private static final long MOST_BYTES = 256L << 20;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private Checksums() {}

  /**
   * The checksum of a folder's files.
   *
   * @param place the migration, for the fault that they are too many
   */
  public static Digest ofFolder(FileTree tree, Place place) {
    List<FileTree.Entry> entries =
        tree.files().stream().filter(entry -> !("/" + entry.path()).contains("/.")).toList();
    long bytes = entries.stream().mapToLong(FileTree.Entry::sizeBytes).sum();
    if (entries.size() > MOST_FILES || bytes > MOST_BYTES) {
      throw new GodwitException(
          Fault.at(
              place,
              ConfigError.TOO_LARGE,
              "The folder of this migration holds "
                  + entries.size()
                  + " files with "
                  + bytes
                  + " bytes; more than "
                  + MOST_FILES
                  + " files or 256 MiB belong into a folder of their own, outside."));
    }
    List<String> parts = new ArrayList<>(List.of(FORMAT));
    for (FileTree.Entry entry : entries) {
      parts.add(entry.path());
      parts.add(ofFile(tree, entry.path()).hex());
    }
    return Digest.ofParts(parts.toArray(String[]::new));
  }

  /** The checksum of files, by their role. */
  static Digest ofTexts(List<String> rolesAndTexts) {
    List<String> parts = new ArrayList<>(List.of(FORMAT));
    for (int i = 0; i < rolesAndTexts.size(); i += 2) {
      parts.add(rolesAndTexts.get(i));
      parts.add(Digest.of(rolesAndTexts.get(i + 1)).hex());
    }
    return Digest.ofParts(parts.toArray(String[]::new));
  }

  private static Digest ofFile(FileTree tree, String path) {
    try (InputStream in = new BufferedInputStream(tree.open(path), 1 << 16)) {
      in.mark(TEXT_SAMPLE);
      byte[] sample = in.readNBytes(TEXT_SAMPLE);
      in.reset();
      for (byte b : sample) {
        if (b == 0) {
          return raw(in);
        }
      }
      return canonical(in);
    } catch (IOException e) {
      throw ProjectRoot.unreadable(path, e);
    }
  }

  private static Digest raw(InputStream in) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      sha256.update(buffer, 0, read);
    }
    return Digest.finish(sha256);
  }

  private static Digest canonical(InputStream in) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    in.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      in.reset();
    }
    int pending = in.read();
    while (pending >= 0) {
      int next = in.read();
      if (pending != '\r' || next != '\n') {
        sha256.update((byte) pending);
      }
      pending = next;
    }
    return Digest.finish(sha256);
  }
}
