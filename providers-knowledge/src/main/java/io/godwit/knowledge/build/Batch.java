package io.godwit.knowledge.build;

import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;

/** How many texts a step embeds and stores at a time. */
public final class Batch {

  private static final int LARGEST = 10_000;

  private Batch() {}

  public static void check(int batch) {
    if (batch < 1 || batch > LARGEST) {
      throw new GodwitException(
          KnowledgeError.SETTING_OUT_OF_BOUNDS, "batch is " + batch + "; give 1 to " + LARGEST);
    }
  }
}
