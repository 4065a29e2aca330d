package io.godwit.engine.repository.stage;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of a tree in the order of manifests; refuses those that a manifest cannot have. */
final class Listing {

  private static final int MOST_FAULTS = 20;

  private Listing() {}

  static List<FileTree.Entry> of(FileTree tree) {
    List<FileTree.Entry> entries = new ArrayList<>(tree.files());
    Set<String> paths = new HashSet<>();
    List<Fault> faults = new ArrayList<>();
    for (FileTree.Entry entry : entries) {
      Optional<String> wrong =
          paths.add(entry.path())
              ? ArtifactFile.wrongWithPath(entry.path())
              : Optional.of("occurs twice");
      wrong.ifPresent(what -> faults.add(fault(entry, what)));
    }
    for (FileTree.Entry entry : entries) {
      if (isUnderFile(entry.path(), paths)) {
        faults.add(fault(entry, "is in a folder that is also a file"));
      }
    }
    if (!faults.isEmpty()) {
      throw new GodwitException(faults.subList(0, Math.min(faults.size(), MOST_FAULTS)), null);
    }
    entries.sort(Comparator.comparing(FileTree.Entry::path, ContentDigest.PATH_ORDER));
    return entries;
  }

  private static boolean isUnderFile(String path, Set<String> paths) {
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      if (paths.contains(path.substring(0, i))) {
        return true;
      }
    }
    return false;
  }

  private static Fault fault(FileTree.Entry entry, String what) {
    String shown = entry.path().replaceAll("\\p{Cntrl}", "?");
    return Fault.of(
        ArtifactError.REFUSED_CONTENT,
        "Path '"
            + shown.substring(0, Math.min(shown.length(), 200))
            + "' "
            + what
            + "; rename the file");
  }
}
