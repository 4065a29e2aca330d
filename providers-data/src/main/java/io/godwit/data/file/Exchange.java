package io.godwit.data.file;

import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import io.godwit.data.error.DataError;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Files in two states, both in the repository. They are taken to either of them, and only from the
 * other: what somebody else has written meanwhile is never written over.
 */
public final class Exchange {

  /** The two states. */
  public enum Side {
    /** As the files were. */
    BEFORE("before/"),
    /** As the step leaves them. */
    AFTER("after/");

    private final String prefix;

    Side(String prefix) {
      this.prefix = prefix;
    }

    /** The one that this is not. */
    public Side other() {
      return this == BEFORE ? AFTER : BEFORE;
    }
  }

  private final ProjectFolder folder;
  private final Contents contents;
  private final Map<String, Digest> before = new HashMap<>();
  private final Map<String, Digest> after = new HashMap<>();
  private final Set<String> paths = new TreeSet<>();

  /** What was kept. */
  public Exchange(ProjectFolder folder, Artifacts artifacts, StagedArtifact kept) {
    this.folder = folder;
    this.contents = artifacts.contents(kept.manifest());
    for (ArtifactFile file : contents.listing()) {
      Side side = file.path().startsWith(Side.BEFORE.prefix) ? Side.BEFORE : Side.AFTER;
      String path = file.path().substring(side.prefix.length());
      digests(side).put(path, file.sha256());
      paths.add(path);
    }
  }

  /** Brings both states into the repository. */
  public static StagedArtifact keep(
      Artifacts artifacts, Map<String, byte[]> before, Map<String, byte[]> after) {
    Map<String, byte[]> all = new HashMap<>();
    before.forEach((path, bytes) -> all.put(Side.BEFORE.prefix + path, bytes));
    after.forEach((path, bytes) -> all.put(Side.AFTER.prefix + path, bytes));
    return artifacts.stage(StageRequest.of(new BytesTree(all)));
  }

  /** Brings files that are to go into the repository. */
  public static StagedArtifact keep(Artifacts artifacts, ProjectFolder folder, List<String> going) {
    return artifacts.stage(StageRequest.of(new FolderFiles(folder, Side.BEFORE.prefix, going)));
  }

  private Map<String, Digest> digests(Side side) {
    return side == Side.BEFORE ? before : after;
  }

  /** The paths of all files that are in either state. */
  public Set<String> paths() {
    return paths;
  }

  /** The files that are not in this state. */
  public List<String> notAt(Side side) {
    return paths.stream()
        .filter(path -> !folder.digest(path).equals(Optional.ofNullable(digests(side).get(path))))
        .toList();
  }

  /** Takes all files to a state: each in one step, after all of them lie ready on the disk. */
  public Attempt<Progress> to(Side side, Progress progress) {
    List<String> others = new ArrayList<>();
    List<String> due = notAt(side);
    for (String path : due) {
      if (!folder.digest(path).equals(Optional.ofNullable(digests(side.other()).get(path)))) {
        others.add(path);
      }
    }
    if (!others.isEmpty()) {
      return new Attempt.Rejected<>(changed(others, side));
    }
    return written(due, side, progress);
  }

  private static Fault changed(List<String> paths, Side side) {
    return Fault.of(
        DataError.FILE_CHANGED,
        String.join(", ", paths)
            + " was changed by somebody else and is left as it is; put it back to what it was "
            + (side == Side.AFTER ? "before this step" : "after this step")
            + ", or say `godwit resolve`; nothing was changed");
  }

  private Attempt<Progress> written(List<String> due, Side side, Progress progress) {
    List<Replacement> ready = new ArrayList<>();
    boolean begun = false;
    try {
      for (String path : paths) {
        Replacement.sweep(folder.file(path));
      }
      for (String path : due) {
        ready.add(replacement(side, path));
      }
      for (Replacement replacement : ready) {
        begun = true;
        replacement.take();
      }
      return Attempt.done(progress);
    } catch (IOException e) {
      String message = "a file cannot be written (" + e + "); look at the rights and the disk";
      return begun
          ? Attempt.unknown(DataError.FILE_UNWRITABLE, message)
          : Attempt.retryable(DataError.FILE_UNWRITABLE, message + "; nothing was changed");
    } finally {
      ready.forEach(Exchange::discard);
    }
  }

  private static void discard(Replacement replacement) {
    try {
      replacement.close();
    } catch (IOException e) {
      // It is written over by the next attempt.
    }
  }

  private Replacement replacement(Side side, String path) throws IOException {
    if (!digests(side).containsKey(path)) {
      return Replacement.removal(folder.file(path));
    }
    try (InputStream in = contents.open(side.prefix + path)) {
      return Replacement.copy(folder.file(path), in);
    }
  }
}
