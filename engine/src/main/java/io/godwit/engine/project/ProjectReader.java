package io.godwit.engine.project;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.migration.Migration;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.Bound;
import io.godwit.engine.config.Placeholders;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.config.SettingReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Reads a project: its configuration and all its migrations, with everything that is wrong. */
public final class ProjectReader {

  private static final String NOTHING =
      "{ system: none, state: { url: memory }, repository: { url: memory } }";

  private final Function<String, Optional<String>> environment;
  private final Secrets secrets;

  /**
   * @param environment looks up an environment variable
   * @param secrets where every value that was filled in is remembered
   */
  public ProjectReader(Function<String, Optional<String>> environment, Secrets secrets) {
    this.environment = environment;
    this.secrets = secrets;
  }

  /**
   * The configuration alone, or all that is wrong with it.
   *
   * @param overlay the environment of {@code --env}
   */
  public Bound<ProjectConfig> config(Path directory, Optional<String> overlay) {
    return root(directory).then(root -> config(root, overlay));
  }

  /** No project: no targets and no migrations, and nothing that is kept. */
  public Project none(Path directory) {
    Setting.Mapping settings =
        SettingReader.readMapping(NOTHING.getBytes(UTF_8), ConfigReader.FILE).orThrow();
    return new Project(
        directory,
        new Binder(secrets).bind(ProjectConfig.class, settings, "").orThrow(),
        List.of(),
        Map.of(),
        new Placeholders(environment, directory, secrets));
  }

  /**
   * The project, or all that is wrong with it: a fault in the configuration does not hide one in a
   * migration.
   *
   * @param overlay the environment of {@code --env}
   * @param classes the migrations that lie in no folder, or what is wrong with them
   */
  public Bound<Project> read(
      Path directory, Optional<String> overlay, Bound<List<WrittenMigration>> classes) {
    return root(directory).then(root -> read(root, overlay, classes));
  }

  private Bound<Project> read(
      ProjectRoot root, Optional<String> overlay, Bound<List<WrittenMigration>> classes) {
    List<Fault> faults = new ArrayList<>();
    Optional<ProjectConfig> config = config(root, overlay).into(faults);
    if (config.isEmpty() && !root.exists(ConfigReader.FILE)) {
      return Bound.faulty(faults);
    }
    String folder =
        config.map(c -> c.versioning().migrations().path()).orElse(ProjectConfig.MIGRATIONS);
    TargetChoice targets = config.map(TargetChoice::new).orElseGet(TargetChoice::unknown);
    List<WrittenMigration> written = classes.into(faults).orElse(List.of());
    List<Migration> migrations = new MigrationsReader(root, targets).read(folder, written, faults);
    Map<String, UnaryOperator<ProjectFiles>> brought = new HashMap<>();
    written.forEach(one -> brought.put(one.folder(), one.files()));
    return Bound.of(
        config.map(c -> new Project(root.directory(), c, migrations, brought, placeholders(root))),
        faults.stream().map(secrets::redact).toList());
  }

  private Bound<ProjectConfig> config(ProjectRoot root, Optional<String> overlay) {
    return new ConfigReader(root, new EnvironmentVariables(environment), placeholders(root))
        .read(overlay);
  }

  private Placeholders placeholders(ProjectRoot root) {
    return new Placeholders(environment, root.directory(), secrets);
  }

  private static Bound<ProjectRoot> root(Path directory) {
    try {
      return Bound.of(new ProjectRoot(directory));
    } catch (GodwitException e) {
      return Bound.faulty(e.faults());
    }
  }
}
