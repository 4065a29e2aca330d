package io.godwit.cli.command;

import io.godwit.api.error.Fault;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Backup;
import io.godwit.api.run.BackupView;
import io.godwit.api.run.Bookkeeping;
import io.godwit.api.run.Consent;
import io.godwit.api.run.DoctorView;
import io.godwit.api.run.DriftView;
import io.godwit.api.run.EvolutionView;
import io.godwit.api.run.Inspection;
import io.godwit.api.run.LintView;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.Operations;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.PointView;
import io.godwit.api.run.RehearsalView;
import io.godwit.api.run.RunEvent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunView;
import io.godwit.api.run.StatusView;
import io.godwit.api.run.TrialView;
import io.godwit.api.run.VerificationView;
import io.godwit.api.target.Verifiable;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.api.tool.ToolView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An engine that answers what it was told to, and remembers what it was asked. */
public class FakeEngine implements Operations, EngineOpener {

  public final List<String> asked = new ArrayList<>();
  public Supplier<RunReport> report = Samples::done;
  public Supplier<StatusView> status = Samples::status;
  public Supplier<PlanView> plan = Samples::plan;
  public BiFunction<ToolUse, Caller, Answer> tool = (use, caller) -> Samples.found();
  public VerificationView verification = Samples.verification();
  public DoctorView doctor = Samples.doctor(true);
  public List<Fault> faults = List.of();
  public List<MigrationView> history =
      List.of(Samples.create("completed"), Samples.embedder("completed"));

  /** Who listens to the engine that was opened last. */
  public Consumer<RunEvent> listener = event -> {};

  @Override
  public Engine open(
      Optional<Path> project, Optional<String> environment, Consumer<RunEvent> events) {
    String where = project.map(folder -> folder.getFileName().toString()).orElse("without project");
    asked.add("open " + where + environment.map(name -> " " + name).orElse(""));
    listener = events;
    return new Engine(this, () -> asked.add("close"));
  }

  @Override
  public StatusView status(boolean withDigests) {
    asked.add("status " + withDigests);
    return status.get();
  }

  @Override
  public PlanView planUp(Optional<Version> to, Backup backup) {
    asked.add("planUp" + to.map(version -> " " + version).orElse("") + said(backup));
    return plan.get();
  }

  private static String said(Backup backup) {
    return switch (backup) {
      case CONFIGURED -> "";
      case TAKEN -> " with a backup";
      case LEFT_OUT -> " without a backup";
    };
  }

  @Override
  public PlanView planDown() {
    asked.add("planDown");
    return plan.get();
  }

  @Override
  public RunReport up(Optional<Version> to, Consent consent, Backup backup) {
    asked.add("up" + to.map(version -> " " + version).orElse("") + said(backup) + said(consent));
    return report.get();
  }

  @Override
  public BackupView backup() {
    asked.add("backup");
    return Samples.backup();
  }

  @Override
  public PlanView planRestore(String point, Backup backup) {
    asked.add("planRestore " + point + said(backup));
    return plan.get();
  }

  @Override
  public RunReport restore(String point, Consent consent, Backup backup) {
    asked.add("restore " + point + said(backup) + said(consent));
    return report.get();
  }

  @Override
  public RunReport down(Consent consent) {
    asked.add("down" + said(consent));
    return report.get();
  }

  @Override
  public RunReport resume() {
    asked.add("resume");
    return report.get();
  }

  @Override
  public List<PointView> points() {
    asked.add("points");
    return Samples.points();
  }

  @Override
  public PlanView planRollback(String point) {
    asked.add("planRollback " + point);
    return plan.get();
  }

  @Override
  public RunReport rollback(String point, Consent consent) {
    asked.add("rollback " + point + said(consent));
    return report.get();
  }

  @Override
  public RunReport emergency(String point, Consent consent) {
    asked.add("emergency " + point + said(consent));
    return report.get();
  }

  @Override
  public int recover() {
    asked.add("recover");
    return 5;
  }

  @Override
  public Bookkeeping bookkeeping() {
    return new Bookkeeping() {
      @Override
      public RunReport baseline(Optional<Version> to) {
        asked.add("baseline " + to.map(Version::value).orElse(""));
        return report.get();
      }

      @Override
      public RunReport force(Optional<Version> to) {
        asked.add("force " + to.map(Version::value).orElse(""));
        return report.get();
      }

      @Override
      public RunReport importHistory(Optional<TargetName> target, Optional<String> from) {
        asked.add(
            "import-history " + target.map(TargetName::value).orElse("") + " " + from.orElse(""));
        return report.get();
      }

      @Override
      public List<MigrationId> repair() {
        asked.add("repair");
        return List.of(new MigrationId("switch-embedder"));
      }
    };
  }

  @Override
  public Inspection inspection() {
    return new Inspection() {
      @Override
      public EvolutionView evolution(Optional<Version> from, Optional<Version> to) {
        asked.add("evolution");
        List<String> lost = from.isPresent() ? List.of("app: ticket.name") : List.of();
        EvolutionView.Change change = new EvolutionView.Change("app", "table ticket", "changed");
        return new EvolutionView(
            from.map(Version::value),
            Optional.of("1.5.0"),
            lost.isEmpty(),
            List.of(new EvolutionView.Stage("rename", "1.5.0", List.of(change), lost)),
            lost);
      }

      @Override
      public LintView lint(boolean all) {
        asked.add("lint " + all);
        return Samples.lint(all);
      }

      @Override
      public DriftView drift(Optional<TargetName> target) {
        asked.add("drift " + target.map(TargetName::value).orElse("all"));
        return Samples.drift(target.isPresent());
      }

      @Override
      public RehearsalView rehearse(Optional<Version> to) {
        asked.add("rehearse" + to.map(version -> " " + version).orElse(""));
        return Samples.rehearsal(to.isEmpty());
      }

      @Override
      public TrialView tryOut() {
        asked.add("try");
        return Samples.trial();
      }
    };
  }

  @Override
  public RunReport retire(int keep) {
    asked.add("retire " + keep);
    return report.get();
  }

  @Override
  public RunReport resolve(RunId run, StepId step, boolean happened, String reason) {
    asked.add("resolve " + run + " " + step + " " + happened + " " + reason);
    return report.get();
  }

  private static String said(Consent consent) {
    return (consent.irreversible() ? " irreversible" : "") + (consent.blind() ? " blind" : "");
  }

  @Override
  public List<MigrationView> history() {
    asked.add("history");
    return history;
  }

  @Override
  public RunView show(RunId run) {
    asked.add("show " + run);
    return Samples.run(Samples.embedder("completed"));
  }

  @Override
  public List<Fault> validate() {
    asked.add("validate");
    return faults;
  }

  @Override
  public VerificationView verify(Optional<Verifiable.Depth> depth) {
    asked.add("verify" + depth.map(level -> " " + level).orElse(""));
    return verification;
  }

  @Override
  public DoctorView doctor() {
    asked.add("doctor");
    return doctor;
  }

  @Override
  public List<ToolView> tools() {
    asked.add("tools");
    return Samples.tools();
  }

  @Override
  public Answer useTool(ToolUse use, Caller caller) {
    asked.add(
        "use "
            + use.group()
            + " "
            + use.name()
            + use.target().map(target -> " on " + target).orElse("")
            + " "
            + use.arguments().plain());
    return tool.apply(use, caller);
  }

  @Override
  public void stop() {
    asked.add("stop");
  }
}
