package io.godwit.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.StepId;
import io.godwit.api.run.RunState;
import io.godwit.api.run.StepState;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import io.godwit.engine.state.JournalLine;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunLifeTest {

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aRunThatSucceedsMakesItsReleaseCurrent() {
    RunRecord done = scene.upToRelease();

    assertThat(scene.current().version()).hasToString("Optional[2.0.0]");
    assertThat(done.outcome().release()).contains(scene.current().id());
    assertThat(scene.store.applied()).hasSize(1);
    assertThat(scene.world.content())
        .isEqualTo("{model=3, schema=3, vectors=3} visible [model, vectors]");
  }

  @Test
  void theJournalHasTheIntentBeforeEveryEffectAndItsFoldIsTheRun() {
    RunRecord done = scene.upToRelease();
    List<Entry> journal = scene.store.journal(done.id()).stream().map(JournalLine::entry).toList();

    for (int i = 0; i < journal.size(); i++) {
      if (journal.get(i) instanceof Entry.Progressed gone) {
        assertThat(journal.subList(0, i)).contains(new Entry.Intended(gone.step(), gone.verb()));
      }
    }
    RunRecord folded = RunRecord.planned(done.head());
    for (JournalLine line : scene.store.journal(done.id())) {
      folded = folded.after(line.entry(), line.at());
    }
    assertThat(folded).isEqualTo(done);
  }

  @Test
  void aRejectedStepTakesAllBackInReverseOrder() {
    scene.world.rejecting.add(new StepId("vectors"));

    RunRecord failed = scene.recover(scene.begin(Runs.up()).id());

    assertThat(failed.state()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(failed.outcome().failure()).get().asString().contains("vectors is rejected");
    assertThat(scene.world.content()).isEqualTo("{} visible []");
    assertThat(scene.store.current()).isEmpty();
    assertThat(scene.store.journal(failed.id()))
        .extracting(JournalLine::entry)
        .filteredOn(
            entry ->
                entry instanceof Entry.Progressed gone
                    && gone.verb() == io.godwit.api.step.Verb.UNDO
                    && gone.progress().complete())
        .extracting(entry -> entry.about().orElseThrow().value())
        .containsExactly("vectors", "model", "schema");
  }

  @Test
  void whatOnlyAPersonCanMendStopsTheRunWhereItIsAndItGoesOnLater() {
    scene.world.pausing.add(new StepId("vectors"));
    RunRecord begun = scene.begin(Runs.up());

    for (int times = 0; times < 3; times++) {
      RunRecord paused = driveUntilHeld(begun);
      assertThat(paused.state()).isEqualTo(RunState.EXECUTING);
      assertThat(paused.step(new StepId("vectors")).flags().failure())
          .hasToString("Optional[GW-901 step vectors has no quota]");
      assertThat(paused.step(new StepId("schema")).state()).isEqualTo(StepState.APPLIED);
    }
    scene.world.pausing.clear();

    assertThat(driveUntilHeld(begun).state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void whatPausesTooOftenWithoutProgressTakesAllBack() {
    scene.world.pausing.add(new StepId("vectors"));
    RunRecord begun = scene.begin(Runs.up());
    for (int times = 0; times < 3; times++) {
      driveUntilHeld(begun);
    }

    assertThat(driveUntilHeld(begun).state()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(scene.world.content()).isEqualTo("{} visible []");
  }

  @Test
  void whatHasToWaitForSomebodyPausesWhileItIsPublishedToo() {
    scene.world.pausingLate.add(new StepId("model"));
    RunRecord begun = scene.begin(Runs.up());

    for (int times = 0; times < 3; times++) {
      RunRecord paused = driveUntilHeld(begun);
      assertThat(paused.state()).isEqualTo(RunState.COMMITTING);
      assertThat(scene.world.visible).isEmpty();
    }
    scene.world.pausingLate.clear();

    assertThat(driveUntilHeld(begun).state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void butNotWhenReadersSeePartOfItAlready() {
    scene.world.pausingLate.add(new StepId("vectors"));

    RunRecord ended = driveUntilHeld(scene.begin(Runs.up()));

    assertThat(ended.state()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(scene.world.content()).isEqualTo("{} visible []");
  }

  private RunRecord driveUntilHeld(RunRecord run) {
    return new RunDriver(pause -> {}, () -> false)
        .drive(scene.engine(run.id(), scene.lease(), scene.store, scene.world));
  }

  @Test
  void aStepThatDoesNotHoldTakesAllBack() {
    scene.world.notHolding.add(new StepId("model"));

    RunRecord failed = scene.recover(scene.begin(Runs.up()).id());

    assertThat(failed.state()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(scene.world.content()).isEqualTo("{} visible []");
  }

  @Test
  void aStepThatCannotBeTakenBackNeedsAPersonAndTheOthersAreTakenBackAllTheSame() {
    scene.world.rejecting.add(new StepId("vectors"));
    scene.world.cannotUndo.add(new StepId("model"));

    RunRecord stuck = scene.recover(scene.begin(Runs.up()).id());

    assertThat(stuck.state()).isEqualTo(RunState.NEEDS_ATTENTION);
    assertThat(stuck.steps())
        .extracting(StepRecord::state)
        .containsExactly(StepState.UNDONE, StepState.STUCK, StepState.UNDONE);
    assertThat(scene.store.open()).isPresent();
    assertThat(scene.world.content()).isEqualTo("{model=3} visible []");
  }

  @Test
  void aRunDownGoesBackToTheReleaseBefore() {
    RunRecord up = scene.upToRelease();

    RunRecord down = scene.recover(scene.begin(Runs.down(up, scene.current().id())).id());

    assertThat(down.state()).isEqualTo(RunState.COMPLETED);
    assertThat(scene.current().version()).isEmpty();
    assertThat(scene.store.applied()).isEmpty();
    assertThat(scene.world.content()).isEqualTo("{} visible []");
  }

  @Test
  void aRunDownThatFailsBringsBackWhatItHasUndone() {
    RunRecord up = scene.upToRelease();
    String before = scene.world.content();
    scene.world.cannotUndo.add(new StepId("schema"));

    RunRecord down = scene.recover(scene.begin(Runs.down(up, scene.current().id())).id());

    assertThat(down.state()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(scene.world.content()).isEqualTo(before);
    assertThat(scene.current().version()).hasToString("Optional[2.0.0]");
  }
}
