package io.godwit.data.sql;

import io.godwit.api.artifact.Artifacts;
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
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Verb;
import io.godwit.data.script.TransactionMode;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import io.godwit.testkit.step.BareStepContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Plays the engine for one step on one database: calls verbs, keeps checkpoints, looks. */
final class StepHarness implements AutoCloseable {

  final DataTarget target;
  final SqlStep step = new SqlStep();
  final Map<String, String> files = new HashMap<>();

  private final Map<Digest, Checkpoint> checkpoints = new HashMap<>();
  private long token = 1;
  private int run = 1;

  StepHarness(DataTarget target) {
    this.target = target;
  }

  static StepHarness fresh(Dialect dialect, Path folder) {
    String url = dialect == Dialect.SQLITE ? "jdbc:sqlite:app.db" : TestPostgres.freshDatabase();
    return at(url, folder);
  }

  static StepHarness at(String url, Path folder) {
    return new StepHarness(
        new DataTarget(Database.open(DatabaseUrl.parse(url, folder), DatabaseSettings.SCRIPTS)));
  }

  StepHarness execute(String... statements) {
    try (Connection connection = target.database().connection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  StepPlan<SqlScripts> plan(SqlConfig config) {
    return step.plan(target, config, new Planning());
  }

  SqlScripts scripts(String up) {
    return plan(config(up, Optional.empty())).frozen();
  }

  SqlScripts scripts(String up, String down) {
    return plan(config(up, Optional.of(down))).frozen();
  }

  static SqlConfig config(String up, Optional<String> down) {
    return new SqlConfig(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(up),
        down,
        TransactionMode.AUTO);
  }

  /** A later run: other keys, a later lease. */
  void newRun() {
    run++;
    token++;
  }

  void newLease() {
    token++;
  }

  /** Calls the verb until it is complete or does not succeed. */
  Attempt<Progress> all(Verb verb, SqlScripts scripts) {
    while (true) {
      Attempt<Progress> attempt = once(verb, scripts);
      boolean ended =
          attempt.<Boolean>fold(Progress::complete, fault -> true, fault -> true, fault -> true);
      if (ended) {
        return attempt;
      }
    }
  }

  Attempt<Progress> once(Verb verb, SqlScripts scripts) {
    Context context = context(verb);
    Attempt<Progress> attempt =
        verb == Verb.APPLY
            ? step.apply(target, scripts, context)
            : step.undo(target, scripts, context);
    if (attempt instanceof Attempt.Done<Progress> done) {
      checkpoints.put(context.effect.keys().key(), done.value().checkpoint());
    }
    return attempt;
  }

  Sighting look(Verb verb, SqlScripts scripts) {
    return step.look(target, scripts, context(verb));
  }

  /** What the engine does with what was seen. */
  void believe(Verb verb, Sighting.Present present) {
    checkpoints.put(context(verb).effect.keys().key(), present.progress().checkpoint());
  }

  /** The apply that takes the undo of this run back. */
  Attempt<Progress> again(SqlScripts scripts) {
    Context undo = context(Verb.UNDO);
    Effect.Keys keys =
        new Effect.Keys(
            Digest.ofParts("again", "" + run),
            undo.effect.keys().origin(),
            Optional.of(undo.effect.keys().key()));
    Effect effect = new Effect(Verb.APPLY, undo.effect.run(), undo.effect.step(), keys, token);
    return step.apply(target, scripts, new Context(effect, Checkpoint.NONE, Checkpoint.NONE));
  }

  Attempt<Progress> retire(SqlScripts scripts) {
    Context undo = context(Verb.UNDO);
    Effect.Keys keys =
        new Effect.Keys(
            Digest.ofParts("retire", "" + run), undo.effect.keys().origin(), Optional.empty());
    Effect effect = new Effect(Verb.RETIRE, undo.effect.run(), undo.effect.step(), keys, token);
    return step.retire(target, scripts, new Context(effect, Checkpoint.NONE, Checkpoint.NONE));
  }

  Context context(Verb verb) {
    Digest apply = Digest.ofParts("apply", "" + run);
    Digest key = verb == Verb.APPLY ? apply : Digest.ofParts("undo", "" + run);
    Optional<Digest> counterpart = verb == Verb.UNDO ? Optional.of(apply) : Optional.empty();
    Effect effect =
        new Effect(
            verb,
            new RunId(new UUID(0, run)),
            new StepId("s"),
            new Effect.Keys(key, apply, counterpart),
            token);
    return new Context(
        effect,
        checkpoints.getOrDefault(key, Checkpoint.NONE),
        checkpoints.getOrDefault(apply, Checkpoint.NONE));
  }

  static Fault fault(Attempt<?> attempt) {
    return attempt.<Fault>fold(
        done -> {
          throw new AssertionError("it was done: " + done);
        },
        fault -> fault,
        fault -> fault,
        fault -> fault);
  }

  String ask(String query) {
    return target.ask(query);
  }

  Digest digest() {
    return target.digest();
  }

  @Override
  public void close() {
    target.close();
  }

  record Context(Effect effect, Checkpoint checkpoint, Checkpoint applied)
      implements BareStepContext {}

  private final class Planning implements PlanContext {

    @Override
    public ProjectFiles files() {
      return new ProjectFiles() {
        @Override
        public boolean exists(String path) {
          return files.containsKey(path);
        }

        @Override
        public String text(String path) {
          return files.getOrDefault(path, "");
        }

        @Override
        public FileTree tree(String path) {
          throw new UnsupportedOperationException(path);
        }

        @Override
        public String shown(String path) {
          return "migrations/" + path;
        }
      };
    }

    @Override
    public Artifacts artifacts() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Embedders embedders() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean preceded() {
      return false;
    }
  }
}
