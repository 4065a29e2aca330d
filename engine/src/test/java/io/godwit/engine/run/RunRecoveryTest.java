package io.godwit.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunState;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every effect and every journal write of a run goes wrong in turn; guarantees 1, 2 and 3. */
class RunRecoveryTest {

  private static final String OLD = "{} visible []";
  private static final String NEW = "{model=3, schema=3, vectors=3} visible [model, vectors]";

  @ParameterizedTest
  @EnumSource(Faults.Kind.class)
  void aFaultAtAnyPointOfARunUpEndsAtTheNewRelease(Faults.Kind kind) {
    walk(kind, scene -> scene.begin(Runs.up()).id(), NEW);
  }

  @ParameterizedTest
  @EnumSource(Faults.Kind.class)
  void aFaultAtAnyPointOfARunThatIsTakenBackEndsAtTheOldRelease(Faults.Kind kind) {
    walk(
        kind,
        scene -> {
          scene.world.notHolding.add(new StepId("vectors"));
          return scene.begin(Runs.up()).id();
        },
        OLD);
  }

  @ParameterizedTest
  @EnumSource(Faults.Kind.class)
  void aFaultAtAnyPointOfARunDownEndsAtTheOldRelease(Faults.Kind kind) {
    walk(kind, scene -> scene.begin(Runs.down(scene.upToRelease(), release(scene))).id(), OLD);
  }

  @ParameterizedTest
  @EnumSource(Faults.Kind.class)
  void aFaultAtAnyPointOfARunDownThatIsTakenBackEndsAtTheNewRelease(Faults.Kind kind) {
    walk(
        kind,
        scene -> {
          RunRecord up = scene.upToRelease();
          scene.world.cannotUndo.add(new StepId("schema"));
          return scene.begin(Runs.down(up, release(scene))).id();
        },
        NEW);
  }

  private static io.godwit.api.name.ReleaseId release(Scene scene) {
    return scene.current().id();
  }

  private interface Beginning {
    RunId begin(Scene scene);
  }

  private static void walk(Faults.Kind kind, Beginning beginning, String expected) {
    int points = run(0, kind, beginning, expected);
    assertThat(points).isGreaterThan(15);
    for (int at = 1; at <= points; at++) {
      run(at, kind, beginning, expected);
    }
  }

  private static int run(int at, Faults.Kind kind, Beginning beginning, String expected) {
    try (Scene scene = new Scene()) {
      RunId id = beginning.begin(scene);
      Faults faults = new Faults(at, kind);
      RunEngine engine =
          scene.engine(id, scene.lease(), faults.around(scene.store), faults.around(scene.world));
      RunRecord end = driveThrough(engine, () -> scene.recover(id));
      assertThat(scene.world.content()).as("%s at %s: %s", kind, at, end).isEqualTo(expected);
      assertThat(end.state()).isIn(RunState.COMPLETED, RunState.ROLLED_BACK);
      boolean released = scene.store.current().flatMap(Release::version).isPresent();
      assertThat(released).isEqualTo(expected.equals(NEW));
      RunRecord again = scene.recover(id);
      assertThat(again).as("recovering twice is recovering once").isEqualTo(end);
      return faults.count();
    }
  }

  private static RunRecord driveThrough(
      RunEngine engine, java.util.function.Supplier<RunRecord> recover) {
    for (int i = 0; i < 1_000; i++) {
      try {
        Tick tick = engine.tick();
        if (tick.settled()) {
          return tick.run();
        }
      } catch (Faults.Crash dead) {
        return recover.get();
      } catch (GodwitException e) {
        assertThat(e.code()).isEqualTo(EngineError.STATE_UNREACHABLE);
      }
    }
    throw new AssertionError("the run does not end");
  }

  @Test
  void anEngineThatHasLostItsLeaseWritesNothing() {
    try (Scene scene = new Scene()) {
      RunId id = scene.begin(Runs.up()).id();
      RunEngine old = scene.engine(id, scene.lease(), scene.store, scene.world);
      old.tick();
      RunRecord taken = scene.recover(id);

      UnaryOperator<RunRecord> same = run -> scene.store.run(run.id()).orElseThrow();
      assertThatThrownBy(old::tick)
          .isInstanceOfSatisfying(
              GodwitException.class, e -> assertThat(e.code()).isEqualTo(EngineError.LEASE_LOST));
      assertThat(same.apply(taken)).isEqualTo(taken);
    }
  }
}
