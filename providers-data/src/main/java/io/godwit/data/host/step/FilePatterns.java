package io.godwit.data.host.step;

import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the files of a project that patterns mean. Links are not followed; what Godwit itself needs
 * is never meant.
 */
final class FilePatterns {

  private static final int MOST = 100_000;
  private static final Set<String> OURS = Set.of(".godwit", ".git", "migrations", "godwit.yaml");

  private final Path root;
  private final List<PathMatcher> matchers = new ArrayList<>();

  FilePatterns(Path directory, List<String> patterns) {
    try {
      this.root = directory.toRealPath();
    } catch (IOException e) {
      throw new GodwitException(
          DataError.FILE_UNREADABLE, directory + " cannot be read; look at its rights", e);
    }
    for (String pattern : patterns) {
      if (ArtifactFile.wrongWithPath(pattern).isPresent()) {
        throw bad(pattern, "it is relative to the project and has no .. in it");
      }
      try {
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
      } catch (PatternSyntaxException e) {
        throw bad(pattern, String.valueOf(e.getDescription()));
      }
    }
  }

  private static GodwitException bad(String pattern, String why) {
    return new GodwitException(
        DataError.BAD_PATTERN, "'" + pattern + "' is no pattern of files: " + why);
  }

  /** The files, sorted. */
  List<String> find() {
    List<String> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return isOurs(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && !isOurs(file) && isMeant(file)) {
                add(found, file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new GodwitException(
          DataError.FILE_UNREADABLE,
          "the project's files cannot be listed (" + e.getMessage() + "); look at their rights",
          e);
    }
    return found.stream().sorted().toList();
  }

  private boolean isOurs(Path path) {
    Path relative = root.relativize(path);
    return relative.getNameCount() > 0 && OURS.contains(relative.getName(0).toString());
  }

  private boolean isMeant(Path file) {
    Path relative = root.relativize(file);
    return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
  }

  private void add(List<String> found, Path file) {
    if (found.size() >= MOST) {
      throw new GodwitException(
          DataError.BAD_PATTERN,
          "the patterns mean more than " + MOST + " files; remove them in several steps");
    }
    found.add(root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/"));
  }
}
