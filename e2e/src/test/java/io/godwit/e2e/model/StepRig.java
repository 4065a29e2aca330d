package io.godwit.e2e.model;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.Fault;
import io.godwit.api.file.FileTree;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.model.inspect.LocalTree;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.testkit.step.BareStepContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes one step of a registry through its life as the engine does, one verb at a time. */
final class StepRig<C extends Record, F extends Record> {

  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-09-01T12:00:00Z"));

  private final StepType<ModelRegistry, C, F> type;
  private final StepPlan<F> plan;
  private final Path project;
  private final Map<String, StagedArtifact> inputs;
  private final UUID upRun;
  private final String registry;
  private UUID run;
  private Artifacts artifacts;
  private boolean down;
  private Checkpoint applied = Checkpoint.NONE;

  private StepRig(
      StepType<ModelRegistry, C, F> type,
      StepPlan<F> plan,
      Artifacts artifacts,
      Path project,
      UUID run,
      String registry) {
    this.registry = registry;
    this.type = type;
    this.plan = plan;
    this.artifacts = artifacts;
    this.project = project;
    this.upRun = run;
    this.run = run;
    this.inputs =
        plan.inputs().stream()
            .collect(
                Collectors.toMap(
                    Input::name, input -> artifacts.stage(StageRequest.of(tree(input.path())))));
  }

  /** Plans the step and brings its input into the repository. */
  static <C extends Record, F extends Record> StepRig<C, F> plan(
      StepType<ModelRegistry, C, F> type, C config, Artifacts artifacts, Path project, long run) {
    return plan(type, config, artifacts, project, run, "models");
  }

  /** The same in a registry of another name. */
  static <C extends Record, F extends Record> StepRig<C, F> plan(
      StepType<ModelRegistry, C, F> type,
      C config,
      Artifacts artifacts,
      Path project,
      long run,
      String registry) {
    PlanContext context = new Planning(artifacts, project);
    StepPlan<F> plan = type.plan(new ModelRegistry(registry, artifacts), config, context);
    return new StepRig<>(type, plan, artifacts, project, new UUID(0, run), registry);
  }

  StepPlan<F> plan() {
    return plan;
  }

  /** Goes on with another view of the same repository: another process, or a failing storage. */
  void on(Artifacts other) {
    artifacts = other;
  }

  /** Goes on as a run that takes this one back. */
  void startDown(long downRun) {
    down = true;
    run = new UUID(1, downRun);
  }

  Checkpoint applied() {
    return applied;
  }

  Attempt<Progress> perform(Verb verb) {
    ModelRegistry target = new ModelRegistry(registry, artifacts);
    StepContext context = new Running(verb);
    Attempt<Progress> attempt =
        switch (verb) {
          case APPLY -> type.apply(target, plan.frozen(), context);
          case PUBLISH -> type.publish(target, plan.frozen(), context);
          case UNDO -> type.undo(target, plan.frozen(), context);
          case RETIRE -> type.retire(target, plan.frozen(), context);
        };
    if (verb == Verb.APPLY && !down && attempt instanceof Attempt.Done<Progress> done) {
      applied = done.value().checkpoint();
    }
    return attempt;
  }

  /** Performs a verb that must succeed. */
  void done(Verb... verbs) {
    for (Verb verb : verbs) {
      perform(verb)
          .fold(
              progress -> progress,
              fault -> fail(verb, "rejected", fault),
              fault -> fail(verb, "retryable", fault),
              fault -> fail(verb, "unknown", fault));
    }
  }

  Sighting look(Verb verb) {
    return type.look(new ModelRegistry(registry, artifacts), plan.frozen(), new Running(verb));
  }

  boolean happened(Verb verb) {
    return look(verb)
        .fold(
            absent -> false,
            present -> true,
            unclear -> {
              throw new AssertionError(unclear.fault().toString());
            });
  }

  List<Finding> verify() {
    return type.verify(
        new ModelRegistry(registry, artifacts), plan.frozen(), new Running(Verb.APPLY));
  }

  private static Progress fail(Verb verb, String how, Fault fault) {
    throw new AssertionError(verb + " was " + how + ": " + fault);
  }

  private FileTree tree(String path) {
    return LocalTree.of(project.resolve(path));
  }

  private record Planning(Artifacts artifacts, Path project) implements PlanContext {

    @Override
    public ProjectFiles files() {
      return new ProjectFiles() {
        @Override
        public boolean exists(String path) {
          return project.resolve(path).toFile().exists();
        }

        @Override
        public String text(String path) {
          throw new UnsupportedOperationException(path);
        }

        @Override
        public FileTree tree(String path) {
          return LocalTree.of(project.resolve(path));
        }

        @Override
        public String shown(String path) {
          return path;
        }
      };
    }

    @Override
    public Embedders embedders() {
      return NoEmbedders.INSTANCE;
    }

    @Override
    public boolean preceded() {
      return false;
    }
  }

  private final class Running implements BareStepContext {

    private final Verb verb;

    Running(Verb verb) {
      this.verb = verb;
    }

    @Override
    public Effect effect() {
      Optional<Digest> counterpart =
          verb == Verb.UNDO
              ? Optional.of(key(upRun, Verb.APPLY))
              : Optional.of(key(run, Verb.UNDO)).filter(k -> down && verb == Verb.APPLY);
      Digest origin = Digest.ofParts(upRun.toString(), "origin");
      return new Effect(
          verb,
          new RunId(run),
          new StepId("ranker"),
          new Effect.Keys(key(run, verb), origin, counterpart),
          1);
    }

    private static Digest key(UUID run, Verb verb) {
      return Digest.ofParts(run.toString(), verb.name());
    }

    @Override
    public Checkpoint applied() {
      return applied;
    }

    @Override
    public FileTree input(String name) {
      return artifacts.contents(staged(name).manifest());
    }

    @Override
    public StagedArtifact staged(String name) {
      return Objects.requireNonNull(inputs.get(name), name);
    }

    @Override
    public Artifacts artifacts() {
      return artifacts;
    }

    @Override
    public Embedders embedders() {
      return NoEmbedders.INSTANCE;
    }

    @Override
    public InstantSource clock() {
      return CLOCK;
    }
  }

  private enum NoEmbedders implements Embedders {
    INSTANCE;

    @Override
    public Set<String> names() {
      return Set.of();
    }

    @Override
    public Embedder open(EmbedderRef ref) {
      throw new UnsupportedOperationException(ref.toString());
    }
  }
}
