package io.godwit.knowledge.index;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import java.util.Optional;
import java.util.regex.Pattern;

/** How vectors are indexed on PostgreSQL with the extension pgvector. */
public record IndexSettings(
    @Doc("Whether vectors are indexed; without it every search is exact.") @Default("true")
        boolean enabled,
    @Doc("How many neighbours each vector has in the graph, 2 to 100.") @Default("16") int m,
    @Doc("How many candidates are looked at for a vector while the graph is built, 4 to 1000.")
        @Key("ef-construction")
        @Default("64")
        int efConstruction,
    @Doc("How many candidates a search looks at, 1 to 1000; recall is measured with it.")
        @Key("ef-search")
        @Default("40")
        int efSearch,
    @Doc(
            "The least share of the ten nearest that the index has to find, 0 to 1; below it nobody sees the version.")
        @Key("min-recall-at-10")
        @Default("0.95")
        double minRecallAt10,
    @Doc("The server's maintenance_work_mem for the build, such as 2GB; by default as it is set.")
        Optional<String> memory) {

  private static final Pattern MEMORY = Pattern.compile("[0-9]{1,9}(kB|MB|GB|TB)");

  /** What holds where nothing is said. */
  public static final IndexSettings DEFAULT =
      new IndexSettings(true, 16, 64, 40, 0.95, Optional.empty());

  /** Checks the numbers by pgvector's own bounds. */
  public IndexSettings {
    check("m", m, 2, 100);
    check("ef-construction", efConstruction, 4, 1000);
    check("ef-search", efSearch, 1, 1000);
    if (efConstruction < 2 * m) {
      throw new IllegalArgumentException("ef-construction is at least twice m");
    }
    if (!(minRecallAt10 >= 0 && minRecallAt10 <= 1)) {
      throw new IllegalArgumentException("min-recall-at-10 is a share, from 0 to 1");
    }
    if (memory.filter(value -> !MEMORY.matcher(value).matches()).isPresent()) {
      throw new IllegalArgumentException("memory is a number and kB, MB, GB or TB, such as 2GB");
    }
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is from " + least + " to " + most);
    }
  }
}
