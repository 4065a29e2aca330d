package io.godwit.engine.operation;

import io.godwit.api.artifact.Change;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Backup;
import io.godwit.api.run.BackupView;
import io.godwit.api.run.Bookkeeping;
import io.godwit.api.run.Consent;
import io.godwit.api.run.DoctorView;
import io.godwit.api.run.DoctorView.Line;
import io.godwit.api.run.Inspection;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.Operations;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.PointView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunState;
import io.godwit.api.run.RunView;
import io.godwit.api.run.StatusView;
import io.godwit.api.run.VerificationView;
import io.godwit.api.target.Verifiable;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.api.tool.ToolView;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.StateStore;
import io.godwit.engine.tool.Toolbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All operations on one project. */
public final class ProjectOperations implements Operations {

  private final Stores stores;
  private final Views views;
  private final StatusReader status;
  private final PlanReader plans;
  private final Migrator migrator;
  private final Execution execution;
  private final Return back;
  private final Restore restore;
  private final Retirement retirement;
  private final Resolution resolution;
  private final Bookkeeping books;
  private final Examiner examiner;
  private final Verifier verifier;
  private final Inspection inspection;
  private final Toolbox tools;
  private final Runnable stop;

  /** The repository as operations need it. */
  public interface Repository {
    /** What a look at it found, for {@link #doctor}. */
    List<Line> look();

    /**
     * Lets go of what it keeps for these runs, and applies a change; repeating it is safe. What
     * fails is done with the next call.
     */
    void release(Set<RunId> runs, Change more);
  }

  /**
   * Operations with these parts.
   *
   * @param repository the repository
   * @param archive keeps runs in the repository too
   * @param inspection finds out beforehand
   * @param tools the tools that the providers bring
   * @param stop what {@link #stop} does
   */
  public ProjectOperations(
      Operating parts,
      Repository repository,
      Archive archive,
      Inspection inspection,
      Toolbox tools,
      Runnable stop) {
    this.stores = parts.stores();
    this.views = new Views(parts.setup().system(), parts.targets());
    this.status = new StatusReader(parts, views);
    Backups backups = new Backups(parts.snapshots(), parts.targets().names());
    this.plans = new PlanReader(parts, views, backups);
    this.execution = new Execution(parts, views, archive);
    this.migrator = new Migrator(parts, execution, backups);
    this.back = new Return(parts, execution, backups);
    this.restore = new Restore(parts, execution, back, backups);
    this.retirement = new Retirement(execution, backups, repository);
    this.resolution = new Resolution(parts, execution);
    this.books = new Bookkeeper(parts, execution);
    this.examiner = new Examiner(parts, repository::look);
    this.verifier = new Verifier(parts);
    this.inspection = inspection;
    this.tools = tools;
    this.stop = stop;
  }

  @Override
  public StatusView status(boolean withDigests) {
    return status.read(withDigests);
  }

  @Override
  public PlanView planUp(Optional<Version> to, Backup backup) {
    return plans.up(to, backup);
  }

  @Override
  public PlanView planDown() {
    return plans.down();
  }

  @Override
  public RunReport up(Optional<Version> to, Consent consent, Backup backup) {
    return migrator.up(to, consent, backup);
  }

  @Override
  public BackupView backup() {
    return restore.backup();
  }

  @Override
  public PlanView planRestore(String point, Backup backup) {
    return restore.plan(plans, stores.reading(), point, backup);
  }

  @Override
  public RunReport restore(String point, Consent consent, Backup backup) {
    return restore.to(point, consent, backup);
  }

  @Override
  public RunReport down(Consent consent) {
    return back.down(consent);
  }

  @Override
  public RunReport resume() {
    return migrator.resume();
  }

  @Override
  public RunReport rollback(String point, Consent consent) {
    return back.to(point, consent);
  }

  @Override
  public RunReport emergency(String point, Consent consent) {
    return back.emergency(point, consent);
  }

  @Override
  public int recover() {
    return execution.recover();
  }

  @Override
  public PlanView planRollback(String point) {
    StateStore store = stores.reading();
    return plans.back(store, back.find(store, point));
  }

  @Override
  public List<PointView> points() {
    return back.points(stores.reading());
  }

  @Override
  public RunReport retire(int keep) {
    return retirement.retire(keep);
  }

  @Override
  public RunReport resolve(RunId run, StepId step, boolean happened, String reason) {
    return resolution.resolve(run, step, happened, reason);
  }

  @Override
  public List<MigrationView> history() {
    return stores.reading().runs().stream().map(views::run).toList();
  }

  @Override
  public RunView show(RunId id) {
    StateStore store = stores.reading();
    RunRecord run =
        store
            .run(id)
            .orElseThrow(
                () ->
                    new GodwitException(
                        EngineError.NO_SUCH_RUN,
                        "There is no run " + id + "; `godwit history` lists them"));
    boolean stuck = run.state() == RunState.NEEDS_ATTENTION;
    return views.full(run, store.journal(id), stuck ? views.held(run) : Map.of());
  }

  @Override
  public List<Fault> validate() {
    return examiner.validate();
  }

  @Override
  public Bookkeeping bookkeeping() {
    return books;
  }

  @Override
  public VerificationView verify(Optional<Verifiable.Depth> depth) {
    return verifier.verify(depth);
  }

  @Override
  public Inspection inspection() {
    return inspection;
  }

  @Override
  public DoctorView doctor() {
    return examiner.doctor();
  }

  @Override
  public List<ToolView> tools() {
    return tools.list();
  }

  @Override
  public Answer useTool(ToolUse use, Caller caller) {
    return tools.use(use, caller);
  }

  @Override
  public void stop() {
    stop.run();
  }
}
