package io.godwit.knowledge.store;

import io.godwit.api.embedding.EmbedderFingerprint;
import io.godwit.api.name.Digest;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One version of a collection.
 *
 * @param id its key
 * @param collection the key of its collection
 * @param number as people count it, from 1
 * @param state how far it has come
 * @param complete whether all of it has been built, which stays so when it is undone
 * @param base the version that was active, or was to be, when it was begun
 * @param parts what it is made of
 */
public record CollectionVersion(
    long id,
    long collection,
    long number,
    State state,
    boolean complete,
    OptionalLong base,
    Parts parts) {

  /** How far a version has come. */
  public enum State {
    /** It is being built; no reader has seen it. */
    BUILDING,
    /** It is complete, and no reader has seen it. */
    BUILT,
    /** It is or was what readers see. */
    PUBLISHED,
    /** It was undone; its rows are still there. */
    ABANDONED,
    /** Its rows are gone, or are going. */
    RETIRED
  }

  /**
   * What a version is made of. Versions share what they have in common.
   *
   * @param documentSet the documents: the key of the version that has gathered them, or {@link
   *     #GONE}
   * @param chunking the key of the chunking
   * @param space the key of the space in which its vectors lie
   * @param embedder the fingerprint of that space's embedder
   * @param chunkingFingerprint the fingerprint of the chunking
   */
  public record Parts(
      long documentSet,
      long chunking,
      long space,
      EmbedderFingerprint embedder,
      Digest chunkingFingerprint) {

    /** The set of documents of a version in which the collection is not there any more. */
    public static final long GONE = 0;

    /** Checks that nothing is null. */
    public Parts {
      Objects.requireNonNull(embedder, "embedder");
      Objects.requireNonNull(chunkingFingerprint, "chunkingFingerprint");
    }
  }

  /** Whether the collection is not there in this version: it was dropped. */
  public boolean gone() {
    return parts.documentSet() == Parts.GONE;
  }

  /** Checks that nothing is null. */
  public CollectionVersion {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(parts, "parts");
  }
}
