package io.godwit.engine;

import io.godwit.api.error.Fault;
import io.godwit.api.migration.CodedMigration;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.Version;
import io.godwit.api.provider.Interceptor;
import io.godwit.api.run.Backup;
import io.godwit.api.run.BackupView;
import io.godwit.api.run.Bookkeeping;
import io.godwit.api.run.Consent;
import io.godwit.api.run.DoctorView;
import io.godwit.api.run.Inspection;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.Operations;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.PointView;
import io.godwit.api.run.RunEvent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunView;
import io.godwit.api.run.StatusView;
import io.godwit.api.run.VerificationView;
import io.godwit.api.target.Verifiable;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.api.tool.ToolView;
import io.godwit.engine.release.CurrentRelease;
import io.godwit.engine.wiring.Request;
import io.godwit.engine.wiring.Wired;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An engine on a project: where embedders begin.
 *
 * <pre>{@code
 * try (Godwit godwit = Godwit.builder().project(Path.of("helpdesk")).build()) {
 *   RunReport report = godwit.up(Optional.empty(), Consent.NONE);
 * }
 * }</pre>
 *
 * <p>Has no static state; several can live in one process. No thread outlives {@link #close}.
 */
public final class Godwit implements Operations, AutoCloseable {

  private final Wired wired;

  private Godwit(Wired wired) {
    this.wired = wired;
  }

  /** A builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public StatusView status(boolean withDigests) {
    return wired.operations().status(withDigests);
  }

  @Override
  public PlanView planUp(Optional<Version> to, Backup backup) {
    return wired.operations().planUp(to, backup);
  }

  @Override
  public PlanView planDown() {
    return wired.operations().planDown();
  }

  @Override
  public RunReport up(Optional<Version> to, Consent consent, Backup backup) {
    return wired.operations().up(to, consent, backup);
  }

  @Override
  public BackupView backup() {
    return wired.operations().backup();
  }

  @Override
  public PlanView planRestore(String point, Backup backup) {
    return wired.operations().planRestore(point, backup);
  }

  @Override
  public RunReport restore(String point, Consent consent, Backup backup) {
    return wired.operations().restore(point, consent, backup);
  }

  @Override
  public RunReport down(Consent consent) {
    return wired.operations().down(consent);
  }

  @Override
  public RunReport resume() {
    return wired.operations().resume();
  }

  @Override
  public List<PointView> points() {
    return wired.operations().points();
  }

  @Override
  public PlanView planRollback(String point) {
    return wired.operations().planRollback(point);
  }

  @Override
  public RunReport rollback(String point, Consent consent) {
    return wired.operations().rollback(point, consent);
  }

  @Override
  public RunReport emergency(String point, Consent consent) {
    return wired.operations().emergency(point, consent);
  }

  @Override
  public int recover() {
    return wired.operations().recover();
  }

  @Override
  public RunReport retire(int keep) {
    return wired.operations().retire(keep);
  }

  @Override
  public RunReport resolve(RunId run, StepId step, boolean happened, String reason) {
    return wired.operations().resolve(run, step, happened, reason);
  }

  @Override
  public List<MigrationView> history() {
    return wired.operations().history();
  }

  @Override
  public RunView show(RunId run) {
    return wired.operations().show(run);
  }

  @Override
  public List<Fault> validate() {
    return wired.operations().validate();
  }

  @Override
  public Bookkeeping bookkeeping() {
    return wired.operations().bookkeeping();
  }

  @Override
  public VerificationView verify(Optional<Verifiable.Depth> depth) {
    return wired.operations().verify(depth);
  }

  @Override
  public Inspection inspection() {
    return wired.operations().inspection();
  }

  @Override
  public DoctorView doctor() {
    return wired.operations().doctor();
  }

  @Override
  public List<ToolView> tools() {
    return wired.operations().tools();
  }

  @Override
  public Answer useTool(ToolUse use, Caller caller) {
    return wired.operations().useTool(use, caller);
  }

  @Override
  public void stop() {
    wired.operations().stop();
  }

  /**
   * The release that is current, for the application beside the engine: read from the state store,
   * and from the repository when that does not answer. Without an engine: {@link
   * CurrentRelease#in}.
   */
  public CurrentRelease currentRelease() {
    return wired.release();
  }

  /** Closes targets, state store and repository. */
  @Override
  public void close() {
    wired.close().run();
  }

  /** Says which project an engine is for, and how it works. */
  public static final class Builder {

    private Path directory = Path.of("");
    private boolean inProject = true;
    private Optional<String> environment = Optional.empty();
    private Function<String, Optional<String>> variables =
        name -> Optional.ofNullable(System.getenv(name));
    private Consumer<RunEvent> listener = event -> {};
    private final List<CodedMigration> migrations = new ArrayList<>();
    private Interceptor interceptor = Interceptor.NONE;

    private Builder() {}

    /** The folder with {@code godwit.yaml}; the working directory if it is not said. */
    public Builder project(Path folder) {
      directory = folder;
      return this;
    }

    /**
     * No project at all: nothing is read or kept, and of what can be asked there are the
     * {@linkplain #tools tools} that need no target, such as the check of a model's files.
     */
    public Builder withoutProject() {
      inProject = false;
      return this;
    }

    /** One of the project's environments, laid over its settings. */
    public Builder environment(String name) {
      environment = Optional.of(name);
      return this;
    }

    /** Looks up environment variables; those of the process if it is not said. */
    public Builder variables(Function<String, Optional<String>> lookUp) {
      variables = lookUp;
      return this;
    }

    /** Is told what happens, on the thread that runs it. */
    public Builder listener(Consumer<RunEvent> told) {
      listener = told;
      return this;
    }

    /** Lays something around every connection and the storage: a tracer, a meter. */
    public Builder interceptor(Interceptor around) {
      interceptor = around;
      return this;
    }

    /**
     * Migrations that are classes, besides those that are found on the class path and among the
     * plugins. Hand over the same ones wherever the project is opened: an applied migration that is
     * not there is refused with {@code GW-202}.
     */
    public Builder migrations(Collection<? extends CodedMigration> more) {
      migrations.addAll(more);
      return this;
    }

    /**
     * Puts the engine together. Opens no target, state store or repository yet.
     *
     * @throws io.godwit.api.error.GodwitException with all that is wrong with the project
     */
    public Godwit build() {
      return new Godwit(
          Wired.of(
              new Request(
                  directory.toAbsolutePath().normalize(),
                  inProject,
                  environment,
                  variables,
                  listener,
                  migrations,
                  interceptor)));
    }
  }
}
