package io.godwit.e2e.durability;

import static io.godwit.api.run.RunReport.Ending.DONE;
import static io.godwit.api.run.RunReport.Ending.FAILED;
import static io.godwit.e2e.durability.HybridProject.OLD;

import io.godwit.api.name.Version;
import io.godwit.api.run.Backup;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.engine.Godwit;
import io.godwit.testkit.fault.Mishap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantees 1 to 3 over all targets: schema, rows, knowledge and model, forward and back, with
 * every fault at every effect. The ordinary build draws some of them; the soak takes all.
 */
@DisplayName("Every effect of a hybrid migration, with every fault")
class EffectWalkTest {

  private static final int DRAWN = 8;
  private static final String AUDIT = "migrations/002_switch/audit.up.sql";

  /** Then the check after finds tickets without priority. */
  private static final String NOTHING_AUDITED =
      "create table audit (ticket integer not null, at_priority integer not null);"
          + " update ticket set priority = null;";

  @TempDir Path folder;

  /** A fault at an effect. */
  private record Trial(int number, Mishap mishap) {}

  @Test
  void forward() {
    some(walk(old(), EffectWalkTest::up, DONE), "forward");
  }

  @Test
  void back() {
    some(walk(fresh(), EffectWalkTest::down, DONE), "back");
  }

  @Test
  @DisplayName("crash during rollback: it goes on backward, and never flips forward")
  void takenBack() {
    some(walk(refused(), EffectWalkTest::up, FAILED), "taken back");
  }

  @Test
  @DisplayName("a full restore of all targets: it is whole, or everything is as it was (A6, E9)")
  void restored() {
    some(walk(captured(), EffectWalkTest::restore, DONE), "restored", DRAWN / 2);
  }

  @Test
  @Tag("soak")
  void allOfThemRestored() {
    all(walk(captured(), EffectWalkTest::restore, DONE), "restored");
  }

  @Test
  @Tag("soak")
  void allOfThemForward() {
    all(walk(old(), EffectWalkTest::up, DONE), "forward");
  }

  @Test
  @Tag("soak")
  void allOfThemBack() {
    all(walk(fresh(), EffectWalkTest::down, DONE), "back");
  }

  @Test
  @Tag("soak")
  void allOfThemTakenBack() {
    all(walk(refused(), EffectWalkTest::up, FAILED), "taken back");
  }

  private EffectWalk walk(Path begin, Function<Godwit, RunReport> way, RunReport.Ending end) {
    return new EffectWalk(begin, folder, way, end);
  }

  private static RunReport up(Godwit godwit) {
    return godwit.up(Optional.empty(), Consent.NONE);
  }

  private static RunReport down(Godwit godwit) {
    return godwit.down(Consent.NONE);
  }

  private static RunReport restore(Godwit godwit) {
    return godwit.restore(OLD, Consent.NONE, Backup.CONFIGURED);
  }

  /** At the new release, with what the old one held in the repository. */
  private Path captured() {
    return at(godwit -> godwit.up(Optional.empty(), Consent.NONE, Backup.TAKEN));
  }

  private Path old() {
    return at(godwit -> godwit.up(Optional.of(new Version(OLD)), Consent.NONE));
  }

  private Path fresh() {
    return at(EffectWalkTest::up);
  }

  /** At the old release, where the new one does not hold what a check asks. */
  private Path refused() {
    Path begin = old();
    new HybridProject(begin).write(AUDIT, NOTHING_AUDITED);
    return begin;
  }

  private Path at(Function<Godwit, RunReport> way) {
    Path begin = folder.resolve("begin");
    try (Godwit godwit = new HybridProject(begin).open()) {
      var unused = way.apply(godwit);
    }
    return begin;
  }

  private static void some(EffectWalk walk, String way) {
    some(walk, way, DRAWN);
  }

  private static void some(EffectWalk walk, String way, int drawn) {
    long seed = Long.getLong("godwit.seed", 20261121L);
    List<Trial> trials = trials(walk);
    Collections.shuffle(trials, new Random(seed));
    run(walk, way + ", -Dgodwit.seed=" + seed, trials.subList(0, drawn));
  }

  private static void all(EffectWalk walk, String way) {
    run(walk, way, trials(walk));
  }

  private static List<Trial> trials(EffectWalk walk) {
    List<Trial> trials = new ArrayList<>();
    for (int number = 1; number <= walk.effects().size(); number++) {
      for (Mishap mishap : Mishap.values()) {
        trials.add(new Trial(number, mishap));
      }
    }
    return trials;
  }

  private static void run(EffectWalk walk, String way, List<Trial> trials) {
    System.out.println(
        way + ": " + trials.size() + " faults at " + walk.effects().size() + " effects");
    SoftAssertions all = new SoftAssertions();
    for (Trial trial : trials) {
      all.assertThatCode(() -> walk.trial(trial.number(), trial.mishap()))
          .as("%s: %s", trial, walk.effects().get(trial.number() - 1))
          .doesNotThrowAnyException();
    }
    all.assertAll();
  }
}
