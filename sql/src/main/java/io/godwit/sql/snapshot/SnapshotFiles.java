package io.godwit.sql.snapshot;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.sql.DatabaseUrl;
import io.godwit.sql.SqlError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Reads the files of a snapshot. */
final class SnapshotFiles {

  private static final int SHOWN = 20;
  private static final int LONGEST_TEXT = 256 << 20;

  private SnapshotFiles() {}

  static boolean has(FileTree snapshot, String path) {
    return snapshot.files().stream().anyMatch(file -> file.path().equals(path));
  }

  static byte[] text(FileTree snapshot, String path) {
    if (!has(snapshot, path)) {
      throw none("has no file " + path);
    }
    try (InputStream in = snapshot.open(path)) {
      byte[] bytes = in.readNBytes(LONGEST_TEXT);
      if (in.read() >= 0) {
        throw none("has a file " + path + " that is too long");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static void lay(FileTree snapshot, String path, Path file) {
    try (InputStream in = snapshot.open(path)) {
      Files.deleteIfExists(file);
      Files.copy(in, file);
    } catch (IOException e) {
      throw new GodwitException(
          SqlError.NO_ROOM,
          "The snapshot cannot be laid out at "
              + file
              + ": "
              + e
              + "; nothing was changed. Make room on that disk and repeat",
          e);
    }
  }

  static GodwitException none(String what) {
    return new GodwitException(
        SqlError.NO_SNAPSHOT,
        "The snapshot cannot be brought back: it "
            + what
            + "; nothing was changed. Use another snapshot, or a target of the kind that it was"
            + " taken of");
  }

  static GodwitException noTable(String where, Collection<String> missing, Collection<String> all) {
    return new GodwitException(
        SqlError.NO_SUCH_TABLE,
        where
            + " has no table "
            + String.join(", ", missing)
            + (all.isEmpty() ? "" : "; it has " + some(all))
            + ". Nothing was touched. Name tables that are there, with their schema");
  }

  static GodwitException otherwise(DatabaseUrl url, String table, String what) {
    return new GodwitException(
        SqlError.TABLE_DIFFERS,
        url
            + ": table "
            + table
            + " is there, but "
            + what
            + "; nothing was changed. Bring it to the version that the snapshot was taken of, or"
            + " rename it, and repeat");
  }

  private static String some(Collection<String> names) {
    return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
  }

  private static GodwitException unreadable(String path, IOException e) {
    return new GodwitException(
        ArtifactError.UNREADABLE, "File " + path + " of the snapshot cannot be read; repeat", e);
  }
}
