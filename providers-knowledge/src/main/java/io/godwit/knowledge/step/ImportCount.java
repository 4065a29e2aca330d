package io.godwit.knowledge.step;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far an import has come.
 *
 * @param done how many documents were brought in
 * @param fresh how many of them were new or changed
 * @param aside how many could not be brought in
 * @param ofBase for how many of those the document stays that the collection has
 */
record ImportCount(long done, long fresh, long aside, long ofBase) {

  private static final String DONE = "documents";
  private static final String NEW = "new";
  private static final String ASIDE = "aside";
  private static final String OF_BASE = "of-base";

  static ImportCount of(Checkpoint checkpoint) {
    return new ImportCount(
        number(checkpoint, DONE),
        number(checkpoint, NEW),
        number(checkpoint, ASIDE),
        number(checkpoint, OF_BASE));
  }

  ImportCount brought(boolean isFresh) {
    return new ImportCount(done + 1, fresh + (isFresh ? 1 : 0), aside, ofBase);
  }

  ImportCount keptAside(boolean isOfBase) {
    return new ImportCount(done, fresh, aside + 1, ofBase + (isOfBase ? 1 : 0));
  }

  /** As a checkpoint has it, beside other values. */
  Map<String, String> values(Map<String, String> others) {
    Map<String, String> values = new HashMap<>(others);
    values.put(DONE, Long.toString(done));
    values.put(NEW, Long.toString(fresh));
    if (aside > 0) {
      values.put(ASIDE, Long.toString(aside));
      values.put(OF_BASE, Long.toString(ofBase));
    }
    return values;
  }

  List<Tally> tallies(long documents) {
    List<Tally> tallies = new ArrayList<>();
    tallies.add(new Tally("documents", done, documents));
    tallies.add(Tally.of("documents that are new or changed", fresh));
    if (aside > 0) {
      tallies.add(Tally.of("documents kept aside", aside));
    }
    return tallies;
  }

  private static long number(Checkpoint checkpoint, String key) {
    return Long.parseLong(checkpoint.get(key).orElse("0"));
  }
}
