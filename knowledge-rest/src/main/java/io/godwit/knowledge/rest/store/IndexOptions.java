package io.godwit.knowledge.rest.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import java.util.Optional;

/** How a vector store indexes vectors; what is left out is as the store has it. */
public record IndexOptions(
    @Doc("How many neighbours each vector has in the graph, 2 to 100.") Optional<Integer> m,
    @Doc("How many candidates are looked at for a vector while the graph is built, 4 to 1000.")
        @Key("ef-construction")
        Optional<Integer> efConstruction,
    @Doc("How many candidates a search looks at, 1 to 1000; recall is measured with it.")
        @Key("ef-search")
        Optional<Integer> efSearch,
    @Doc(
            "The least share of the ten nearest that the store's search has to find, 0 to 1; below it nobody sees the version.")
        @Key("min-recall-at-10")
        @Default("0.95")
        double minRecallAt10) {

  /** What holds where nothing is said. */
  public static final IndexOptions DEFAULT =
      new IndexOptions(Optional.empty(), Optional.empty(), Optional.empty(), 0.95);

  /** Checks the numbers. */
  public IndexOptions {
    check("m", m, 2, 100);
    check("ef-construction", efConstruction, 4, 1000);
    check("ef-search", efSearch, 1, 1000);
    if (!(minRecallAt10 >= 0 && minRecallAt10 <= 1)) {
      throw new IllegalArgumentException("min-recall-at-10 is a share, from 0 to 1");
    }
  }

  private static void check(String name, Optional<Integer> value, int least, int most) {
    if (value.filter(given -> given < least || given > most).isPresent()) {
      throw new IllegalArgumentException(name + " is from " + least + " to " + most);
    }
  }

  /** Writes what is said of the graph under the names that a store has for it. */
  public void describe(ObjectNode graph, String construction) {
    m.ifPresent(value -> graph.put("m", value));
    efConstruction.ifPresent(value -> graph.put(construction, value));
  }
}
