package io.godwit.knowledge.step;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.knowledge.build.Batch;
import io.godwit.knowledge.build.CollectionName;
import java.util.Optional;

/** What an author writes of a {@code knowledge.reembed}. */
public record ReembedConfig(
    @Doc("The collection.") CollectionName collection,
    @Doc("The new embedder: a name under embedders, or an embedder described here.")
        EmbedderRef embedder,
    @Doc("How many texts are embedded and stored at a time, from 1 to 10000.") @Default("256")
        int batch,
    @Doc("What has to hold before readers see the new vectors.") Optional<Verify> verify) {

  /** What has to hold. */
  public record Verify(
      @Doc("The least share of the ten nearest texts that old and new vectors agree on, 0 to 1.")
          @Key("min-overlap-at-10")
          @Default("0")
          double minOverlapAt10,
      @Doc("The least share of headings that find their own document among ten, 0 to 1.")
          @Key("min-known-item-hit-at-10")
          @Default("0")
          double minKnownItemHitAt10) {

    /** Checks the shares. */
    public Verify {
      check("min-overlap-at-10", minOverlapAt10);
      check("min-known-item-hit-at-10", minKnownItemHitAt10);
    }

    private static void check(String name, double share) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(name + " is a share, from 0 to 1");
      }
    }
  }

  /** Checks the batch. */
  public ReembedConfig {
    Batch.check(batch);
  }
}
