package io.godwit.engine.repository.file;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.StorageError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what went wrong in a file system so that a person knows what to do. */
final class FileFaults {

  /** The last is what a limit on the size of files says ({@code ulimit -f}). */
  private static final List<String> NO_ROOM =
      List.of("no space left", "quota", "disk full", "file too large");

  private FileFaults() {}

  static GodwitException exception(Path path, IOException e) {
    return new GodwitException(fault(path, e).code(), fault(path, e).message(), e);
  }

  static Fault fault(Path path, IOException e) {
    String reason = reason(e);
    String said = reason.toLowerCase(Locale.ROOT);
    if (e instanceof NoSuchFileException) {
      return Fault.of(StorageError.NOT_FOUND, "There is no " + path);
    }
    if (NO_ROOM.stream().anyMatch(said::contains)) {
      return Fault.of(
          StorageError.FULL,
          "There is no room left for " + path + "; nothing was lost, make room and repeat");
    }
    if (e instanceof AccessDeniedException
        || said.contains("read-only")
        || said.contains("permission denied")) {
      return Fault.of(StorageError.DENIED, denied(path));
    }
    if (e instanceof NotDirectoryException || said.contains("not a directory")) {
      return Fault.of(
          StorageError.UNSAFE, "A part of the path " + path + " is a file; remove it, or move it");
    }
    return Fault.of(
        StorageError.UNAVAILABLE, "The file system fails at " + path + " (" + reason + "); repeat");
  }

  private static String denied(Path path) {
    return "Godwit may not write or read " + path + "; give it the right to";
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return Optional.ofNullable(reason).orElse(e.getClass().getSimpleName());
  }
}
