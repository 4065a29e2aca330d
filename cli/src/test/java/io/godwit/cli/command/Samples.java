package io.godwit.cli.command;

import io.godwit.api.run.BackupView;
import io.godwit.api.run.DoctorView;
import io.godwit.api.run.DriftView;
import io.godwit.api.run.Forecast;
import io.godwit.api.run.LintView;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.MigrationView.StepView;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.PlanView.PlannedRun;
import io.godwit.api.run.PlanView.PlannedStep;
import io.godwit.api.run.PointView;
import io.godwit.api.run.RehearsalView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunView;
import io.godwit.api.run.StatusView;
import io.godwit.api.run.StatusView.TargetView;
import io.godwit.api.run.TrialView;
import io.godwit.api.run.VerificationView;
import io.godwit.api.target.Defect;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.ToolView;
import io.godwit.api.tool.ToolView.Argument;
import io.godwit.api.tool.ToolView.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The helpdesk of DESIGN.md, as an engine would tell of it. */
public final class Samples {

  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static final UUID CREATE = UUID.fromString("11111111-0000-4000-8000-000000000001");
  private static final UUID SWITCH = UUID.fromString("22222222-0000-4000-8000-000000000002");

  private Samples() {}

  public static MigrationView create(String status) {
    return migration(
        CREATE,
        "create-tickets",
        "data",
        Optional.empty(),
        "1.0.0",
        status,
        List.of(step("schema", "data.sql", "app", "published", "3 statements")));
  }

  public static MigrationView embedder(String status) {
    String state = status.equals("completed") ? "published" : "pending";
    return migration(
        SWITCH,
        "switch-embedder",
        "hybrid",
        Optional.of("1.0.0"),
        "2.0.0",
        status,
        List.of(
            step("columns", "data.sql", "app", state, "412 rows", "12 statements"),
            step("ranker", "model.publish", "models", state, "94,371,840 bytes"),
            step("reembed", "knowledge.reembed", "helpdesk", state, "1,204 chunks")));
  }

  public static MigrationView bare(String status) {
    return migration(
        SWITCH,
        "promote",
        "model",
        Optional.of("1.0.0"),
        "2.0.0",
        status,
        List.of(step("ranker", "model.promote", "models", "published")));
  }

  private static StepView step(
      String id, String type, String target, String state, String... moved) {
    List<String> done = state.equals("pending") ? List.of() : List.of(moved);
    return new StepView(id, "Does " + id, type, target, state, done, Optional.empty());
  }

  private static MigrationView migration(
      UUID id,
      String name,
      String type,
      Optional<String> from,
      String to,
      String status,
      List<StepView> steps) {
    boolean ran = !status.equals("pending");
    Optional<Instant> began = ran ? Optional.of(NOON) : Optional.empty();
    Optional<Instant> ended = ran ? Optional.of(NOON.plusMillis(3200)) : Optional.empty();
    return new MigrationView(
        id,
        name,
        type,
        from,
        to,
        status,
        steps,
        began,
        began,
        ended,
        Optional.empty(),
        ran ? Optional.of(id) : Optional.empty());
  }

  public static StatusView status() {
    return new StatusView(
        "helpdesk",
        Optional.of("1.0.0"),
        List.of(
            target("app", "data", Optional.of("1.0.0"), Map.of()),
            target(
                "helpdesk",
                "knowledge",
                Optional.empty(),
                Map.of("articles", "3", "handbook", "1")),
            target("models", "model", Optional.empty(), Map.of("ranker", "1.0.0"))),
        List.of(create("completed")),
        List.of(embedder("pending")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static StatusView empty() {
    return new StatusView(
        "helpdesk",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static TargetView target(
      String name, String provider, Optional<String> version, Map<String, String> holds) {
    return new TargetView(name, provider, version, holds, Optional.empty(), Optional.empty());
  }

  public static PlanView plan() {
    return plan(
        new PlannedStep(
            "columns",
            "data.sql",
            "app",
            "Run 2 statements of columns.up.sql",
            List.of(
                "migrations/002_switch_embedder/columns.up.sql:3  ALTER TABLE ticket ADD COLUMN"
                    + " priority TEXT",
                "migrations/002_switch_embedder/columns.up.sql:5  UPDATE ticket SET priority ="
                    + " 'normal'"),
            List.of(),
            List.of(),
            List.of("412 rows"),
            Optional.of(Duration.ofMillis(1_250)),
            "inverse",
            "receipt",
            "medium"),
        new PlannedStep(
            "reembed",
            "knowledge.reembed",
            "helpdesk",
            "Build articles v4 with bge, 1024 dimensions",
            List.of(),
            List.of("The old embedder does not answer: going back will not be possible."),
            List.of("columns"),
            List.of("1,204 chunks"),
            Optional.of(Duration.ofSeconds(200)),
            "inverse",
            "look",
            "low"));
  }

  public static PlanView irreversible() {
    return plan(
        new PlannedStep(
            "forget",
            "data.sql",
            "app",
            "Drop what was kept",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            "none",
            "receipt",
            "critical"));
  }

  private static PlanView plan(PlannedStep... steps) {
    return new PlanView(
        Optional.of("1.0.0"),
        Optional.of("2.0.0"),
        List.of(
            new PlannedRun(
                embedder("pending"),
                "up",
                steps[0].risk(),
                false,
                new Forecast(
                    Optional.of(Duration.ofSeconds(201)), 9_400_000, 1_800_000, 256L << 20, 2),
                List.of(steps),
                List.of("after: no ticket without priority"))));
  }

  public static RunView run(MigrationView migration) {
    return new RunView(
        migration,
        "up",
        Optional.empty(),
        "ada@desk (4711)",
        "sha256:" + "ab".repeat(32),
        Optional.of(2L),
        List.of("check 'articles have titles' expected 0, got 3"),
        Map.of(),
        List.of(
            new RunView.JournalView(1, NOON, "entered", Optional.empty(), "validating"),
            new RunView.JournalView(
                2, NOON.plusMillis(15), "intended", Optional.of("columns"), "intends to apply")));
  }

  public static RunReport done() {
    return new RunReport(
        RunReport.Ending.DONE,
        Optional.of("1.0.0"),
        Optional.of("2.0.0"),
        List.of(run(embedder("completed"))),
        "");
  }

  public static RunReport failed() {
    return new RunReport(
        RunReport.Ending.FAILED,
        Optional.of("1.0.0"),
        Optional.of("1.0.0"),
        List.of(run(embedder("rolled_back"))),
        "Migration switch-embedder failed: step columns (data.sql on app): GW-303"
            + " migrations/002/columns.up.sql:3:1: no such table: ticket\n"
            + "All targets are back as they were: version 1.0.0. Mend the cause and run the command"
            + " again.");
  }

  public static RunReport ending(RunReport.Ending ending) {
    return new RunReport(
        ending, Optional.of("1.0.0"), Optional.of("1.0.0"), List.of(), "GW-213 Look at it.");
  }

  public static DoctorView doctor(boolean healthy) {
    return new DoctorView(
        healthy,
        List.of(
            new DoctorView.Line("java", true, "17.0.15 (Debian)"),
            new DoctorView.Line(
                "target app", healthy, healthy ? "SQLite 3.54.1" : "GW-302 cannot be opened")));
  }

  public static VerificationView verification() {
    return VerificationView.of(
        List.of(
            VerificationView.TargetReport.of(
                "app",
                "data",
                List.of(
                    new Defect(
                        Defect.Severity.WARNING,
                        Defect.Area.INDEXES,
                        "foreign key note_ticket on note",
                        "has no index",
                        "create index concurrently on note (ticket)")))));
  }

  public static LintView lint(boolean errors) {
    return new LintView(
        2,
        errors ? 1 : 0,
        1,
        List.of(
            new LintView.Found(
                "create",
                "sql",
                "app",
                errors ? "DS101" : "LK101",
                errors ? "error" : "warning",
                Optional.of("migrations/001_create.up.sql"),
                3,
                1,
                "table t goes with its rows")));
  }

  private static final List<DriftView.Difference> ONE_COLUMN_MORE =
      List.of(
          new DriftView.Difference(
              "table ticket", "changed", "@@ -1,2 +1,3 @@\n id int\n+by_hand int\n name text\n"));

  public static DriftView drift(boolean any) {
    return new DriftView(
        any, List.of(new DriftView.TargetDrift("app", 2, any ? ONE_COLUMN_MORE : List.of())));
  }

  public static RehearsalView rehearsal(boolean good) {
    return new RehearsalView(
        good,
        List.of(
            new RehearsalView.Rehearsed(
                "create",
                "sql",
                "app",
                Optional.of("in a transaction that is rolled back"),
                List.of("a.up.sql:2:1 vacuum (refuses a transaction)"),
                good ? Optional.empty() : Optional.of("GW-303"),
                good ? Optional.empty() : Optional.of("a.up.sql:3:8: no such table"))));
  }

  public static TrialView trial() {
    return new TrialView(
        false,
        List.of(
            new TrialView.Tried(
                "create", TrialView.Result.RESTORED, List.of(), Optional.empty(), List.of()),
            new TrialView.Tried(
                "grow",
                TrialView.Result.NOT_RESTORED,
                List.of("reembed on helpdesk"),
                Optional.empty(),
                List.of(new TrialView.Differing("app", ONE_COLUMN_MORE)))));
  }

  public static List<PointView> points() {
    return List.of(
        new PointView(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of("migration create-tickets has been retired"),
            List.of("switch-embedder", "create-tickets"),
            List.of(),
            Optional.empty()),
        new PointView(
            Optional.of(1L),
            Optional.of("1.4.0"),
            Optional.of(NOON),
            true,
            Optional.empty(),
            List.of("switch-embedder"),
            List.of("app: what was written since noon into what step columns added"),
            Optional.of(backup())));
  }

  public static BackupView backup() {
    return new BackupView(NOON, Optional.of("1.4.0"), List.of("app", "helpdesk"), 12_345_678);
  }

  /** What the tool {@code notes find} found. */
  public record Note(String title, long words, Optional<String> owner, List<String> tags) {}

  public static Answer found() {
    return Answer.rows(
        Note.class,
        List.of(
            new Note("Late parcels", 1200, Optional.of("ann"), List.of("parcel", "delay")),
            new Note("Refunds", 80, Optional.empty(), List.of())));
  }

  public static List<ToolView> tools() {
    return List.of(
        new ToolView(
            "notes",
            "find",
            "Finds notes.",
            List.of(
                new Argument("title", Form.PLACE, "What to look for.", Optional.empty()),
                new Argument("limit", Form.OPTION, "How many at most.", Optional.of("10")),
                new Argument("whole", Form.FLAG, "", Optional.of("false")),
                new Argument("tags", Form.REPEATED, "Only with this tag.", Optional.empty())),
            true),
        new ToolView("notes", "list", "Lists all notes.", List.of(), true));
  }
}
