package io.godwit.engine.repository.stage;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.engine.repository.format.NestedFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The files of a tree in the order of manifests; refuses those that a manifest cannot have. */
final class Listing {

  private static final int MOST_FAULTS = 20;

  private Listing() {}

  static List<FileTree.Entry> of(FileTree tree) {
    List<FileTree.Entry> entries = new ArrayList<>(tree.files());
    entries.sort(Comparator.comparing(FileTree.Entry::path, ContentDigest.PATH_ORDER));
    List<Fault> faults = new ArrayList<>();
    String before = "";
    for (FileTree.Entry entry : entries) {
      Optional<String> wrong =
          entry.path().equals(before)
              ? Optional.of("occurs twice")
              : ArtifactFile.wrongWithPath(entry.path());
      wrong.ifPresent(what -> faults.add(fault(entry, what)));
      before = entry.path();
    }
    NestedFiles.in(entries, FileTree.Entry::path)
        .ifPresent(entry -> faults.add(fault(entry, "is in a folder that is also a file")));
    if (!faults.isEmpty()) {
      throw new GodwitException(faults.subList(0, Math.min(faults.size(), MOST_FAULTS)), null);
    }
    return entries;
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
