package io.godwit.engine.project;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.project.PlanFile.PlanCheck;
import io.godwit.engine.project.PlanFile.PlanRows;
import io.godwit.engine.project.PlanFile.PlanStep;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes steps of Godwit out of the six step types of plan files (E2). */
final class PlanSteps {

  private static final Pattern SQL =
      Pattern.compile(
          "(?is)\\s*(--|/\\*|(select|insert|update|delete|drop|truncate|alter|create|vacuum|with"
              + "|begin|comment|analyze|reindex|grant|revoke)\\b).*");

  /** What the shell does without doing anything. */
  private static final String NOTHING = ":";

  /** What runs a script, by the ending of its name. */
  private static final Map<String, List<String>> INTERPRETERS =
      Map.of(
          "py", List.of("python3"),
          "js", List.of("node"),
          "jq", List.of("jq", "-c", "-f"),
          "sh", List.of("sh"));

  /**
   * The name of a class in a package: unlike that of a file, its last part begins in upper case.
   */
  private static final Pattern CLASS =
      Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$]*[.])+\\p{Lu}[\\p{L}\\p{N}_$]*");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final ProjectFiles files;
  private final TargetChoice targets;
  private final List<Fault> faults;
  private final List<PlanStep> rollback;
  private final Set<PlanStep> used = new LinkedHashSet<>();
  private final Map<String, String> texts = new TreeMap<>();
  private final List<Manifest.StepEntry> steps = new ArrayList<>();
  private final List<Manifest.CheckEntry> checks = new ArrayList<>();

  PlanSteps(
      ProjectFiles files,
      TargetChoice targets,
      PlanFile plan,
      List<PlanStep> rollback,
      List<Fault> faults) {
    this.files = files;
    this.targets = targets;
    this.faults = faults;
    this.rollback = rollback;
    plan.validationChecks().forEach(check -> checks.add(entry(check)));
    Set<String> named = new LinkedHashSet<>();
    plan.validationChecks().forEach(check -> named.add(check.name()));
    for (PlanStep step : plan.steps()) {
      validation(step, named);
      entry(step).ifPresent(steps::add);
    }
    for (PlanStep left : rollback) {
      if (!used.contains(left)) {
        fault(
            left.place(),
            "This rollback step belongs to no step; give it the id of the step that it takes back,"
                + " with 'rollback-' before it if you like.");
      }
    }
  }

  List<Manifest.StepEntry> steps() {
    return steps;
  }

  List<Manifest.CheckEntry> checks() {
    return checks;
  }

  /** The files that the plan names, with their text. */
  Map<String, String> texts() {
    return texts;
  }

  private Optional<Manifest.StepEntry> entry(PlanStep step) {
    Optional<PlanStep> back = back(step);
    return switch (step.stepType()) {
      case "ConfigUpdate" -> config(step);
      case "DataMigration" ->
          step.dataMigration().isPresent()
              ? rows(step, step.dataMigration().get())
              : sql(step, back);
      case "SchemaUpdate" -> sql(step, back);
      case "ServiceRestart" -> restarted(step, back);
      case "Cleanup" ->
          step.command().filter(PlanSteps::isSql).isPresent()
              ? sql(step, back)
              : cleaned(step, back);
      case "Validation" -> validated(step);
      default ->
          nothing(
              step,
              "There is no step_type '"
                  + step.stepType()
                  + "'; write ConfigUpdate, DataMigration, SchemaUpdate, ServiceRestart, Validation"
                  + " or Cleanup.");
    };
  }

  /** What takes a step back. */
  private Optional<PlanStep> back(PlanStep step) {
    String id = plain(step.id().value());
    Optional<PlanStep> back =
        rollback.stream()
            .filter(one -> !used.contains(one))
            .filter(one -> plain(one.id().value()).equals(id))
            .findFirst();
    back.ifPresent(used::add);
    return back;
  }

  private static String plain(String id) {
    return id.replaceFirst("^(rollback|undo|revert)[-_.]", "")
        .replaceFirst("[-_.](rollback|undo|revert)$", "");
  }

  private Optional<Manifest.StepEntry> config(PlanStep step) {
    if (step.configChanges().isEmpty()) {
      return nothing(step, "A ConfigUpdate needs config_changes: keys with their new values.");
    }
    Map<String, Map<String, Setting>> byFile = new LinkedHashMap<>();
    step.configChanges()
        .get()
        .entries()
        .forEach(
            (key, value) -> {
              int colon = key.indexOf(':');
              String file = colon < 0 ? targets.onlyConfigFile() : key.substring(0, colon);
              byFile
                  .computeIfAbsent(file, name -> new LinkedHashMap<>())
                  .put(key.substring(colon + 1), value);
            });
    if (byFile.containsKey("")) {
      return nothing(
          step,
          "It is not clear which file is meant: write FILE:KEY, or give the target of provider"
              + " config one file.");
    }
    List<Setting> changed = new ArrayList<>();
    byFile.forEach((file, changes) -> changed.add(changed(step, file, changes)));
    return Optional.of(
        made(step, "config.migrate", Map.of("files", new Setting.Sequence(changed, step.place()))));
  }

  /**
   * A key takes a value, or that of another key, which goes; or it takes a value where it has none.
   * Without a value it goes.
   */
  private static Setting changed(PlanStep step, String file, Map<String, Setting> changes) {
    Map<String, Setting> set = new LinkedHashMap<>();
    Map<String, Setting> move = new LinkedHashMap<>();
    Map<String, Setting> defaults = new LinkedHashMap<>();
    List<Setting> remove = new ArrayList<>();
    changes.forEach(
        (key, value) -> {
          Optional<String> from =
              only("from", value)
                  .map(old -> old instanceof Setting.Scalar name ? name.text().orElse("") : "");
          Optional<Setting> initial = only("default", value);
          if (from.isPresent()) {
            move.put(from.get(), text(step, key));
          } else if (initial.isPresent()) {
            defaults.put(key, initial.get());
          } else if (value instanceof Setting.Scalar scalar && scalar.text().isEmpty()) {
            remove.add(text(step, key));
          } else {
            set.put(key, value);
          }
        });
    Map<String, Setting> all = new LinkedHashMap<>();
    all.put("file", text(step, file));
    all.put("move", new Setting.Mapping(move, step.place()));
    all.put("set", new Setting.Mapping(set, step.place()));
    all.put("defaults", new Setting.Mapping(defaults, step.place()));
    all.put("remove", new Setting.Sequence(remove, step.place()));
    return mapping(step, all);
  }

  private static Optional<Setting> only(String word, Setting value) {
    return value instanceof Setting.Mapping mapping
            && mapping.entries().keySet().equals(Set.of(word))
        ? mapping.get(word)
        : Optional.empty();
  }

  private Optional<Manifest.StepEntry> rows(PlanStep step, PlanRows rows) {
    Map<String, Setting> with = new LinkedHashMap<>();
    with.put("from", new Setting.Sequence(List.of(text(step, rows.sourceTable())), step.place()));
    with.put("to", text(step, rows.targetTable()));
    with.put("batch", text(step, Integer.toString(rows.batchSize())));
    with.put("workers", text(step, Integer.toString(rows.parallelWorkers())));
    if (rows.transformationScript().isPresent()
        && !transform(step, rows.transformationScript().get(), with)) {
      return nothing(
          step,
          "transformation_script has to be a query over 'source', a .sql file with one, a .py, .js,"
              + " .jq or .sh file, or the name of a Java class: "
              + rows.transformationScript().get());
    }
    return Optional.of(made(step, "data.transform", with));
  }

  /** Says what makes rows out of rows; whether it is known how. */
  private boolean transform(PlanStep step, String script, Map<String, Setting> with) {
    List<String> interpreter = INTERPRETERS.get(script.substring(script.lastIndexOf('.') + 1));
    if (isSql(script)) {
      with.put("select", text(step, script));
    } else if (script.endsWith(".sql")) {
      with.put("select", text(step, query(script)));
    } else if (interpreter != null) {
      var unused = read(script);
      List<Setting> words = new ArrayList<>();
      interpreter.forEach(word -> words.add(text(step, word)));
      words.add(text(step, script.substring(script.lastIndexOf('/') + 1)));
      with.put("command", new Setting.Sequence(words, step.place()));
      with.put("files", text(step, script));
    } else if (CLASS.matcher(script).matches()) {
      with.put("transform", text(step, script));
    } else {
      return false;
    }
    return true;
  }

  /** A query ends without a semicolon, so that it can stand within another. */
  private String query(String script) {
    return read(script).strip().replaceFirst(";$", "");
  }

  private String read(String path) {
    try {
      String text = files.text(path);
      texts.put(path, text);
      return text;
    } catch (GodwitException e) {
      faults.addAll(e.faults());
      return "";
    }
  }

  private Optional<Manifest.StepEntry> sql(PlanStep step, Optional<PlanStep> back) {
    if (step.command().isEmpty()) {
      return nothing(step, "This step needs a command: SQL, or the name of a .sql file.");
    }
    Map<String, Setting> with = new LinkedHashMap<>();
    script(step, "up", step.command().get(), with);
    back.flatMap(PlanStep::command).ifPresent(down -> script(step, "down", down, with));
    demandWayBack(step, back);
    return Optional.of(made(step, "data.sql", with));
  }

  private void script(PlanStep step, String key, String command, Map<String, Setting> with) {
    boolean file = command.endsWith(".sql") && !isSql(command);
    if (file) {
      var unused = read(command);
    }
    with.put(file ? key : key + "-sql", text(step, command));
  }

  private static boolean isSql(String command) {
    return SQL.matcher(command).matches();
  }

  private void demandWayBack(PlanStep step, Optional<PlanStep> back) {
    if (step.canRollback() && back.flatMap(PlanStep::command).isEmpty()) {
      fault(
          step.place(),
          "can_rollback is true, and rollback_steps has no step with a command for '"
              + step.id()
              + "'; add it, or say can_rollback: false.");
    }
  }

  private Optional<Manifest.StepEntry> cleaned(PlanStep step, Optional<PlanStep> back) {
    if (step.command().isEmpty()) {
      return nothing(step, "This step needs a command for the shell.");
    }
    demandWayBack(step, back);
    return Optional.of(
        shell(step, step.id(), step.command().get(), back.flatMap(PlanStep::command)));
  }

  /**
   * A restart is taken back by another one. What is done last is taken back first, so that one
   * belongs to a step of its own before all others: then it finds everything as it was.
   */
  private Optional<Manifest.StepEntry> restarted(PlanStep step, Optional<PlanStep> back) {
    if (step.command().isEmpty()) {
      return nothing(step, "This step needs a command for the shell.");
    }
    String command = step.command().get();
    if (!step.canRollback()) {
      return Optional.of(shell(step, step.id(), command, Optional.empty()));
    }
    StepId first = new StepId(step.id() + "-back");
    steps.add(
        0,
        shell(step, first, NOTHING, Optional.of(back.flatMap(PlanStep::command).orElse(command))));
    return Optional.of(shell(step, step.id(), command, Optional.of(NOTHING)));
  }

  private Manifest.StepEntry shell(
      PlanStep step, StepId id, String command, Optional<String> undo) {
    Map<String, Setting> with = new LinkedHashMap<>();
    with.put("shell", text(step, "true"));
    with.put("run", list(step, command));
    undo.ifPresent(other -> with.put("undo", list(step, other)));
    with.put("repeatable", text(step, Boolean.toString(step.stepType().equals("ServiceRestart"))));
    return made(step, id, "command.run", with);
  }

  private Optional<Manifest.StepEntry> validated(PlanStep step) {
    if (step.command().isPresent()) {
      Map<String, Setting> with = new LinkedHashMap<>();
      with.put("shell", text(step, "true"));
      with.put("run", list(step, step.command().get()));
      with.put("changes-nothing", text(step, "true"));
      return Optional.of(made(step, "command.run", with));
    }
    return step.validation().isPresent()
        ? Optional.empty()
        : nothing(step, "A Validation needs a validation, or a command that ends with 0.");
  }

  /** A step may name a check of the plan, or bring its own. */
  private void validation(PlanStep step, Set<String> named) {
    if (step.validation().isEmpty()) {
      return;
    }
    Setting written = step.validation().get();
    written.<Optional<Void>>fold(
        scalar -> {
          if (!named.contains(scalar.text().orElse(""))) {
            fault(
                scalar.place(),
                "There is no validation check of that name; name one, or write"
                    + " {\"name\": …, \"query\": …, \"expected_result\": …}.");
          }
          return Optional.empty();
        },
        sequence -> {
          fault(sequence.place(), "A validation is one check, or the name of one.");
          return Optional.empty();
        },
        mapping -> {
          new Binder(new Secrets())
              .bind(PlanCheck.class, mapping, "validation")
              .into(faults)
              .ifPresent(check -> checks.add(entry(check)));
          return Optional.empty();
        });
  }

  private static Manifest.CheckEntry entry(PlanCheck check) {
    return new Manifest.CheckEntry(
        check.name(),
        Optional.empty(),
        check.query(),
        check.expectedResult(),
        check.critical(),
        check.place());
  }

  private Manifest.StepEntry made(PlanStep step, String use, Map<String, Setting> with) {
    return made(step, step.id(), use, with);
  }

  private Manifest.StepEntry made(PlanStep step, StepId id, String use, Map<String, Setting> with) {
    return new Manifest.StepEntry(
        id,
        new StepTypeName(use),
        targets.ofStepType(use),
        mapping(step, with),
        Optional.empty(),
        Optional.empty(),
        timeout(step),
        Optional.empty(),
        false,
        step.place());
  }

  private Optional<Duration> timeout(PlanStep step) {
    if (step.timeout().isEmpty()) {
      return Optional.empty();
    }
    Setting written = step.timeout().get();
    Optional<Duration> time =
        written.fold(
            scalar -> time(scalar.text().orElse("")),
            sequence -> Optional.empty(),
            mapping ->
                mapping
                    .get("secs")
                    .flatMap(secs -> time(String.valueOf(secs.plain())))
                    .filter(
                        any -> Set.of("secs", "nanos").containsAll(mapping.entries().keySet())));
    if (time.isEmpty()) {
      fault(written.place(), "A timeout is a number of seconds, 10m, or {\"secs\": 600}.");
    }
    return time;
  }

  private static Optional<Duration> time(String text) {
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      return Optional.of(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Setting.Mapping mapping(PlanStep step, Map<String, Setting> entries) {
    return new Setting.Mapping(entries, step.place());
  }

  private static Setting list(PlanStep step, String only) {
    return new Setting.Sequence(List.of(text(step, only)), step.place());
  }

  private static Setting text(PlanStep step, String text) {
    return new Setting.Scalar(Optional.of(text), false, step.place());
  }

  private Optional<Manifest.StepEntry> nothing(PlanStep step, String why) {
    fault(step.place(), why);
    return Optional.empty();
  }

  private void fault(Place place, String message) {
    faults.add(Fault.at(place, ConfigError.PLAN_FILE, message));
  }
}
