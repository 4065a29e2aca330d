package io.godwit.api.artifact;

import io.godwit.api.file.FileTree;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What is to be brought into the repository.
 *
 * @param files the bytes; they do not change while they are read
 * @param facts what is recorded beside them
 * @param base an artifact that is like this one, usually the version before: what both hold is
 *     stored once
 * @param progress told from time to time how many bytes have been read so far
 */
public record StageRequest(
    FileTree files, ArtifactFacts facts, Optional<ManifestRef> base, LongConsumer progress) {

  /** Checks that nothing is null. */
  public StageRequest {
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(facts, "facts");
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(progress, "progress");
  }

  /** Files alone. */
  public static StageRequest of(FileTree files) {
    return new StageRequest(files, ArtifactFacts.NONE, Optional.empty(), bytes -> {});
  }

  /** The same with facts. */
  public StageRequest with(ArtifactFacts newFacts) {
    return new StageRequest(files, newFacts, base, progress);
  }

  /** The same, stored beside an artifact that is like it. */
  public StageRequest basedOn(ManifestRef newBase) {
    return new StageRequest(files, facts, Optional.of(newBase), progress);
  }

  /** The same with somebody who is told how far it is. */
  public StageRequest watchedBy(LongConsumer newProgress) {
    return new StageRequest(files, facts, base, newProgress);
  }
}
