package io.godwit.engine.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.engine.state.MemoryStateStore;
import io.godwit.engine.state.StateLocation;
import io.godwit.engine.state.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two engines, faulty stores, lease expiry, random migrations, up and down. A script that fails is
 * made as small as it gets and printed; put it into {@code scripts.txt} and it is played in every
 * build. {@code -Dgodwit.simulation.seeds=5000000} plays more, {@code -Dgodwit.simulation.script=…}
 * one again.
 */
class SimulationTest {

  @Test
  @DisplayName("Guarantees 1 to 4: plays on the state in memory")
  void everyPlayInMemoryEndsWhole() {
    playAll(Long.getLong("godwit.simulation.seeds", 100_000), MemoryStateStore::new);
  }

  @Test
  @DisplayName("Guarantees 1 to 4: plays on the state in SQLite")
  void everyPlayOnSqliteEndsWhole() {
    StateLocation inMemory =
        new StateLocation("jdbc:sqlite::memory:", "SQLite in memory", SQLDialect.SQLITE);
    playAll(
        Long.getLong("godwit.simulation.sqlite.seeds", 5_000),
        clock -> inMemory.open("simulation", clock));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aPlayThatFailedOnceEndsWhole(String script) {
    Play.play(Script.parse(script), (site, mishap) -> {}, MemoryStateStore::new);
  }

  static Stream<String> scripts() throws IOException {
    String given = System.getProperty("godwit.simulation.script");
    if (given != null) {
      return Stream.of(given);
    }
    try (InputStream kept = SimulationTest.class.getResourceAsStream("scripts.txt")) {
      return new String(requireNonNull(kept).readAllBytes(), UTF_8).lines();
    }
  }

  private static void playAll(long seeds, Function<InstantSource, StateStore> stores) {
    Set<Map.Entry<Site, Mishap>> fired = ConcurrentHashMap.newKeySet();
    LongStream.rangeClosed(1, seeds)
        .parallel()
        .forEach(seed -> play(Script.drawn(seed), fired, stores));
    for (Site site : Site.values()) {
      for (Mishap mishap : site.mishaps()) {
        assertThat(fired).as("what went wrong where").contains(Map.entry(site, mishap));
      }
    }
  }

  private static void play(
      Script script,
      Set<Map.Entry<Site, Mishap>> fired,
      Function<InstantSource, StateStore> stores) {
    try {
      Play.play(script, (site, mishap) -> fired.add(Map.entry(site, mishap)), stores);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          "-Dgodwit.simulation.script=" + smallest(script, stores) + " " + e.getMessage(), e);
    }
  }

  private static Script smallest(Script script, Function<InstantSource, StateStore> stores) {
    for (Script smaller : script.smaller()) {
      if (fails(smaller, stores)) {
        return smallest(smaller, stores);
      }
    }
    return script;
  }

  private static boolean fails(Script script, Function<InstantSource, StateStore> stores) {
    try {
      Play.play(script, (site, mishap) -> {}, stores);
      return false;
    } catch (RuntimeException | Error e) {
      return true;
    }
  }
}
