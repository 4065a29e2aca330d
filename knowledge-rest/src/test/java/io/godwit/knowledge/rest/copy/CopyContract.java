package io.godwit.knowledge.rest.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Verb;
import io.godwit.api.target.Target;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.transfer.TransferConfig;
import io.godwit.testkit.net.TroubledServer;
import io.godwit.testkit.net.TroubledServer.Trouble;
import io.godwit.testkit.step.BarePlanContext;
import io.godwit.testkit.step.BareStepContext;
import io.godwit.testkit.step.StepContract;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What holds for a copy into a vector store of any kind, besides what holds for every step. */
public abstract class CopyContract extends StepContract<RestTarget, TransferConfig, CopyStep> {

  /** A copy of articles. */
  public static final TransferConfig CONFIG =
      new TransferConfig(new CollectionName("articles"), new TargetName("kb"), Optional.empty());

  private static final List<Trouble> TROUBLES =
      List.of(
          Trouble.SLOW_DOWN,
          Trouble.INTERNAL_ERROR,
          Trouble.ERROR_AFTER,
          Trouble.RESET,
          Trouble.LOST_ANSWER,
          Trouble.CUT_BODY);

  protected TableSource source = new TableSource(60, true, "");
  private boolean batchByBatch;

  @Override
  protected CopyStepType type() {
    return CopyStepType.copy();
  }

  @Override
  protected TransferConfig config() {
    return CONFIG;
  }

  @Override
  protected boolean fences() {
    return false;
  }

  @Override
  protected PlanContext planning() {
    return new BarePlanContext() {
      @Override
      public Target target(TargetName name) {
        return source;
      }
    };
  }

  @Override
  protected StepContext context(Effect effect, Checkpoint checkpoint, Checkpoint applied) {
    return new FromSource(effect, checkpoint, applied, source, batchByBatch);
  }

  protected record FromSource(
      Effect effect,
      Checkpoint checkpoint,
      Checkpoint applied,
      TableSource source,
      boolean stopRequested)
      implements BareStepContext {
    @Override
    public Target target(TargetName name) {
      return source;
    }
  }

  /** Takes a step through a run, as the engine does: what is unknown is looked at. */
  final class Run {
    private final CopyStepType type;
    private final StepPlan<CopyStep> plan;
    private final int number;
    private final RestTarget target;
    private Checkpoint applied = Checkpoint.NONE;
    private int unknown;

    Run(RestTarget target, int number) {
      this(CopyStepType.copy(), target, number);
    }

    Run(CopyStepType type, RestTarget target, int number) {
      this.type = type;
      this.target = target;
      this.number = number;
      this.plan = type.plan(target, CONFIG, planning());
    }

    private StepContext at(Verb verb, Checkpoint checkpoint) {
      String run = "run " + number;
      Effect.Keys keys =
          new Effect.Keys(
              Digest.of(run + verb),
              Digest.of(run),
              verb == Verb.UNDO ? Optional.of(Digest.of(run + Verb.APPLY)) : Optional.empty());
      RunId id = new RunId(new UUID(7, number));
      return context(new Effect(verb, id, new StepId("copy"), keys, number), checkpoint, applied);
    }

    int unknown() {
      return unknown;
    }

    StepPlan<CopyStep> plan() {
      return plan;
    }

    Attempt<Progress> once(Verb verb, Checkpoint checkpoint) {
      StepContext context = at(verb, checkpoint);
      return switch (verb) {
        case APPLY -> type.apply(target, plan.frozen(), context);
        case PUBLISH -> type.publish(target, plan.frozen(), context);
        case UNDO -> type.undo(target, plan.frozen(), context);
        case RETIRE -> type.retire(target, plan.frozen(), context);
      };
    }

    /** Until it is complete, whatever goes wrong. */
    void all(Verb verb) {
      Checkpoint checkpoint = Checkpoint.NONE;
      for (int effects = 0; effects < 10_000; effects++) {
        Checkpoint at = checkpoint;
        Attempt<Progress> attempt = once(verb, at);
        Optional<Progress> progress =
            attempt.fold(
                Optional::of,
                fault -> {
                  throw new AssertionError(fault.toString());
                },
                fault -> Optional.empty(),
                fault -> seen(verb, at));
        if (progress.isPresent()) {
          checkpoint = progress.get().checkpoint();
          if (progress.get().complete()) {
            applied = verb == Verb.APPLY ? checkpoint : applied;
            return;
          }
        }
      }
      throw new AssertionError(verb + " is never complete");
    }

    private Optional<Progress> seen(Verb verb, Checkpoint checkpoint) {
      unknown++;
      Sighting sighting = type.look(target, plan.frozen(), at(verb, checkpoint));
      return sighting.fold(
          absent -> Optional.empty(),
          present -> Optional.of(present.progress()),
          unclear -> Optional.empty());
    }

    void forward() {
      all(Verb.APPLY);
      assertThat(errors()).isEmpty();
      all(Verb.PUBLISH);
    }

    List<Finding> findings() {
      return type.verify(target, plan.frozen(), at(Verb.APPLY, applied));
    }

    List<Finding> errors() {
      return findings().stream()
          .filter(finding -> finding.severity() == Finding.Severity.ERROR)
          .toList();
    }
  }

  private static Digest digest(VersionRows rows) {
    try {
      return rows.digest("articles");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName("F1: what readers see has the digest of the source, number by number, and so back")
  final void theCopyIsWhatTheSourceIs() {
    source = new TableSource(300, true, "");
    try (RestTarget target = open()) {
      new Run(target, 1).forward();

      assertThat(target.digest()).isEqualTo(digest(source));
      assertThat(target.seen("articles"))
          .hasValueSatisfying(
              seen -> {
                assertThat(seen.binding()).isEqualTo(source.binding());
                assertThat(seen.documents()).isEqualTo(300);
                assertThat(seen.chunks()).isEqualTo(source.countChunks());
                assertThat(
                        target.<Digest>read(
                            "articles", seen.version(), rows -> rows.digest("articles")))
                    .isEqualTo(digest(source));
              });
      assertThat(target.holdings()).containsOnlyKeys("articles");
    }
  }

  @Test
  @DisplayName("A second copy is beside the first, the way back is a swap, retire frees")
  final void versionsAreBesideOneAnother() {
    try (RestTarget target = open()) {
      Run first = new Run(target, 1);
      first.forward();
      Digest before = target.digest();
      source = new TableSource(40, true, "changed");
      Run second = new Run(target, 2);
      second.forward();
      assertThat(target.digest()).isEqualTo(digest(source)).isNotEqualTo(before);

      second.all(Verb.UNDO);
      assertThat(target.digest()).isEqualTo(before);
      assertThat(second.once(Verb.PUBLISH, Checkpoint.NONE))
          .as("too late")
          .isInstanceOf(Attempt.Rejected.class);

      second.all(Verb.RETIRE);
      assertThat(target.copies().store().names()).hasSize(1);
      Run third = new Run(target, 3);
      third.forward();
      third.all(Verb.RETIRE);
      assertThat(target.copies().store().names()).hasSize(1);
      assertThat(target.digest()).isEqualTo(digest(source));
      assertThat(third.once(Verb.UNDO, Checkpoint.NONE))
          .as("what it would return to is gone")
          .isInstanceOf(Attempt.Rejected.class);
    }
  }

  private TableSource edited() {
    return new TableSource(
        330,
        true,
        document -> document % 40 == 7 ? "changed" : "",
        document -> document % 50 == 3 || (document >= 290 && document < 300));
  }

  @Test
  @DisplayName("F1: a synchronisation reads what has changed, drops what is gone, and goes back")
  final void aSynchronisationReadsOnlyWhatHasChanged() {
    source = new TableSource(300, true, "");
    try (RestTarget target = open()) {
      new Run(target, 1).forward();
      Digest before = target.digest();
      source = edited();
      Run run = new Run(CopyStepType.sync(), target, 2);
      assertThat(run.plan().text().details())
          .anyMatch(line -> line.startsWith("29 documents are new, 8 have changed, 16 are gone;"));
      run.all(Verb.APPLY);
      assertThat(source.read()).as("of 313").isEqualTo(37);
      run.forward();
      assertThat(target.digest()).isEqualTo(digest(source)).isNotEqualTo(before);

      run.all(Verb.UNDO);
      assertThat(target.digest()).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("F1, E6: a synchronisation that dies and is repeated ends where a copy ends")
  final void aSynchronisationThatDiesIsWhatACopyIs() {
    source = new TableSource(300, true, "");
    try (RestTarget target = open()) {
      Run first = new Run(CopyStepType.sync(), target, 1);
      first.forward();
      assertThat(target.digest()).as("of nothing").isEqualTo(digest(source));
      source = edited();
      batchByBatch = true;
      Random chance = new Random(5);
      Run run = new Run(CopyStepType.sync(), target, 2);
      Checkpoint known = Checkpoint.NONE;
      for (int call = 0; call < 12; call++) {
        Checkpoint at = known;
        Progress progress =
            run.once(Verb.APPLY, at).fold(each -> each, this::no, this::no, this::no);
        known =
            switch (chance.nextInt(4)) {
              case 0 -> Checkpoint.NONE;
              case 1 -> at;
              default -> progress.checkpoint();
            };
      }
      run.forward();
      assertThat(target.digest()).isEqualTo(digest(source));
    }
  }

  private Progress no(Object fault) {
    throw new AssertionError(fault.toString());
  }

  @Test
  @DisplayName("Somebody else's alias is not moved, and a changed row fails the verification")
  final void whatSomebodyElseHasChangedIsNotTouched() {
    try (RestTarget target = open()) {
      Run first = new Run(target, 1);
      first.forward();
      Run second = new Run(target, 2);
      second.all(Verb.APPLY);
      String shown = target.copies().active().getOrDefault("articles", "");
      target.copies().store().unmark(shown, "articles");
      assertThat(second.once(Verb.PUBLISH, Checkpoint.NONE).toString()).contains("GW-485");

      meddle(target, shown);
      assertThat(first.errors()).isNotEmpty();
    }
  }

  @Test
  @DisplayName(
      "A copy whose search finds too little of what is nearest fails before readers see it")
  final void theSearchIsHeldToExactSearch() {
    source = new TableSource(200, true, "");
    try (RestTarget target = open()) {
      Run run = new Run(target, 1);
      run.all(Verb.APPLY);
      if (target.copies().store().approximate().isEmpty()) {
        assertThat(run.plan().text().details())
            .anyMatch(line -> line.contains("vectors get no index"));
        assertThat(run.findings())
            .anyMatch(finding -> finding.message().contains("vectors have no index"));
        return;
      }
      assertThat(run.plan().text().details())
          .anyMatch(line -> line.contains("it fails below min-recall-at-10, 0.95"));
      assertThat(run.findings())
          .anyMatch(finding -> finding.message().startsWith("the index finds 1.000 ± 0.000"));

      spoilSearch();
      assertThat(run.errors())
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.message())
                      .startsWith("the index finds 0.")
                      .endsWith("min-recall-at-10 is 0.95"));
      assertThat(target.holdings()).isEmpty();
    }
  }

  @Test
  @DisplayName("E6: an engine that stood still does not show what another has taken back since")
  final void aLatePublicationMovesNothing() throws IOException {
    for (boolean first : new boolean[] {true, false}) {
      try (RestTarget target = open()) {
        target.copies().store().names().forEach(target.copies().store()::drop);
        if (!first) {
          new Run(target, 1).forward();
        }
        new Run(target, 2).all(Verb.APPLY);
        late(
            Verb.PUBLISH,
            () -> {
              new Run(target, 2).all(Verb.UNDO);
              source = new TableSource(20, true, "of the other");
              new Run(target, 3).forward();
            });
        assertThat(target.digest()).isEqualTo(digest(source));
      }
    }
  }

  @Test
  @DisplayName("E6: an engine that stood still does not take back what another has shown since")
  final void aLateUndoMovesNothing() throws IOException {
    try (RestTarget target = open()) {
      new Run(target, 1).forward();
      new Run(target, 2).forward();
      late(
          Verb.UNDO,
          () -> {
            new Run(target, 2).all(Verb.UNDO);
            source = new TableSource(20, true, "of the other");
            new Run(target, 3).forward();
          });
      assertThat(target.digest()).isEqualTo(digest(source));
    }
  }

  /** Run 2 has looked at everything and asks for the alias, when another engine does its work. */
  private void late(Verb verb, Runnable other) throws IOException {
    AtomicInteger moves = new AtomicInteger();
    behind(
        request -> {
          if (request.method().equals("POST")
              && request.path().endsWith("aliases")
              && moves.getAndIncrement() == 0) {
            other.run();
          }
          return Trouble.NONE;
        },
        target ->
            assertThat(new Run(target, 2).once(verb, Checkpoint.NONE))
                .isInstanceOfSatisfying(
                    Attempt.Rejected.class,
                    rejected -> assertThat(rejected.toString()).contains("GW-485")));
    assertThat(moves).hasValue(1);
  }

  /** Lets the store's search miss what is nearest, where it has one that may. */
  protected abstract void spoilSearch();

  /** Takes a chunk out of a version. */
  protected abstract void meddle(RestTarget target, String name);

  @Test
  @DisplayName("Vectors that are not of length 1 are refused when the plan is made")
  final void whatTheStoreCannotHoldIsRefused() {
    try (RestTarget target = open()) {
      source = new TableSource(3, false, "");
      assertThatThrownBy(() -> new Run(target, 1)).hasMessageContaining("GW-484");
    }
  }

  /** The port of the server. */
  protected abstract int port();

  /** The target behind a port. */
  protected abstract RestTarget at(int port);

  @Override
  protected final RestTarget open() {
    return at(port());
  }

  private interface Doing {
    void with(RestTarget target);
  }

  private void behind(Function<TroubledServer.Request, Trouble> troubles, Doing doing)
      throws IOException {
    try (TroubledServer proxy = new TroubledServer(port(), troubles);
        RestTarget target = at(proxy.port())) {
      doing.with(target);
    }
  }

  @Test
  @DisplayName("E6: whatever goes wrong with requests, the run comes to its end, and nothing twice")
  final void requestsThatGoWrongAreRepeatedOrLookedAt() throws IOException {
    for (int seed = 1; seed <= 4; seed++) {
      int number = seed;
      Random chance = new Random(seed);
      source = new TableSource(60, true, "of " + seed);
      behind(
          request ->
              chance.nextInt(3) == 0 ? TROUBLES.get(chance.nextInt(TROUBLES.size())) : Trouble.NONE,
          target -> {
            Run run = new Run(target, number);
            run.all(Verb.APPLY);
            run.all(Verb.PUBLISH);
          });
      try (RestTarget target = open()) {
        assertThat(target.digest()).as("seed " + seed).isEqualTo(digest(source));
      }
    }
  }

  @Test
  @DisplayName("E6: where the answer to the move of the alias is lost, the alias is looked at")
  final void aLostSwapIsLookedAt() throws IOException {
    try (RestTarget target = open()) {
      new Run(target, 1).all(Verb.APPLY);
    }
    AtomicInteger lost = new AtomicInteger();
    behind(
        request ->
            request.method().equals("POST")
                    && request.path().endsWith("aliases")
                    && lost.getAndIncrement() == 0
                ? Trouble.LOST_ANSWER
                : Trouble.NONE,
        target -> {
          Run run = new Run(target, 1);
          run.all(Verb.PUBLISH);
          assertThat(run.unknown()).isEqualTo(1);
          assertThat(target.digest()).isEqualTo(digest(source));
        });
    assertThat(lost).as("it was not moved twice").hasValue(1);
  }
}
