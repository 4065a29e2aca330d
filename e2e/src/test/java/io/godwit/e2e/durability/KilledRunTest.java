package io.godwit.e2e.durability;

import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@DisplayName(
    "P6, kill -9 before INTENT / after INTENT / after effect / after DONE; crash inside the pivot")
class KilledRunTest {

  private static final int LANES = 2;
  private static final int TRIALS = 20;

  @TempDir Path folder;

  /**
   * In the end each lane kills the way back, and the retirement that completes the change of a
   * table, too. The second lane keeps the repository's root in the state database, and rows on
   * PostgreSQL.
   */
  @Test
  void anUpThatIsKilledAtAnyMomentIsFinishedByTheNextOne() throws Exception {
    long seed = Long.getLong("godwit.seed", 20261121L);
    List<Callable<Map<String, Integer>>> lanes =
        IntStream.range(0, LANES)
            .<Callable<Map<String, Integer>>>mapToObj(lane -> () -> lane(lane, seed + lane))
            .toList();
    Map<String, Integer> hits = new TreeMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(LANES);
    try {
      for (Future<Map<String, Integer>> lane : pool.invokeAll(lanes)) {
        lane.get().forEach((what, count) -> hits.merge(what, count, Integer::sum));
      }
    } finally {
      pool.shutdownNow();
    }
    System.out.println(TRIALS + " kills, -Dgodwit.seed=" + seed + ": " + hits);
  }

  private Map<String, Integer> lane(int number, long seed) throws InterruptedException {
    HybridProject project = new HybridProject(folder.resolve("lane-" + number));
    if (number == 1) {
      project.with("REGISTER", "state").with("APP_URL", TestPostgres.freshDatabase());
    }
    Kills kills = new Kills(project, seed).learn();
    for (int i = 1; i < TRIALS / LANES; i++) {
      kills.killUp();
      kills.back();
    }
    kills.killUp();
    kills.killDown();
    kills.killRetire();
    return kills.hits();
  }
}
