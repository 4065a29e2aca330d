package io.godwit.api.artifact;

import io.godwit.api.outcome.Attempt;
import java.util.Optional;

/**
 * The repository as providers and the engine see it: content is staged, which nobody sees, and
 * published with the aliases that point at it in one atomic commit. What is published is never
 * changed and always verified when it is read.
 *
 * <p>Used by many threads; several processes and machines may work on one repository at the same
 * time.
 */
public interface Artifacts {

  /**
   * Brings files into the repository without publishing them. The result depends on the files
   * alone; repeating is safe and stores again only what has no base to be found in. What is staged
   * and neither published nor pinned is collected after some days.
   *
   * @throws io.godwit.api.error.GodwitException with {@link ArtifactError#REFUSED_CONTENT} if a
   *     path is not allowed, {@link ArtifactError#UNREADABLE} if a file cannot be read or has
   *     another size than the tree said, {@link ArtifactError#TOO_LARGE}, or a {@link
   *     io.godwit.api.storage.StorageError}; nothing is published then
   */
  StagedArtifact stage(StageRequest request);

  /**
   * Applies a change to the catalog, all of it or nothing. Repeating is safe: what is already so
   * counts as done.
   *
   * <p>Done with the catalog that holds the change. Rejected, nothing changed: with {@link
   * ArtifactError#VERSION_EXISTS} if a version has other content, {@link ArtifactError#ALIAS_MOVED}
   * if an alias is not where it was expected, {@link ArtifactError#VERSION_IN_USE} if an alias
   * names a version that is to be removed, {@link ArtifactError#NOT_FOUND} if an alias would name a
   * version that is not there, {@link ArtifactError#STAGE_AGAIN} if staged content has been
   * collected meanwhile. Retryable: others were faster many times, or the storage was busy.
   * Unknown: the answer was lost and the storage does not answer any more; repeat the same change
   * to find out.
   *
   * @throws io.godwit.api.error.GodwitException if the repository cannot be read
   */
  Attempt<Catalog> publish(Change change);

  /**
   * What is published now.
   *
   * @throws io.godwit.api.error.GodwitException with {@link ArtifactError#DAMAGED}, {@link
   *     ArtifactError#NEWER_FORMAT} or a {@link io.godwit.api.storage.StorageError}
   */
  Catalog catalog();

  /**
   * Opens content, published or not.
   *
   * @throws io.godwit.api.error.GodwitException with {@link ArtifactError#NOT_FOUND} if it has been
   *     collected, {@link ArtifactError#DAMAGED} if its manifest is broken
   */
  Contents contents(ManifestRef manifest);

  /**
   * Reads content again and compares every byte, or those of a sample of its chunks, with its
   * digests.
   *
   * @param share from 0, which looks at manifest and packs but not into chunks, to 1, which reads
   *     all
   */
  Verification verify(ManifestRef manifest, double share);

  /** One version, if it is published now. */
  default Optional<PublishedArtifact> find(ArtifactId id) {
    return catalog().find(id);
  }

  /** The version that an alias names now. */
  default Optional<PublishedArtifact> find(Alias alias) {
    return catalog().find(alias);
  }
}
