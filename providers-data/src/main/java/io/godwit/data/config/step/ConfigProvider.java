package io.godwit.data.config.step;

import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.StepType;
import io.godwit.data.config.target.ConfigSettings;
import io.godwit.data.config.target.ConfigTarget;
import io.godwit.data.file.Marks;
import io.godwit.data.file.ProjectFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Configuration files of a project. */
public final class ConfigProvider implements Provider<ConfigTarget, ConfigSettings> {

  /** For the service loader. */
  public ConfigProvider() {}

  @Override
  public String name() {
    return "config";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<ConfigSettings> configType() {
    return ConfigSettings.class;
  }

  @Override
  public ConfigTarget open(ConfigSettings config, ProviderContext context) {
    Path marks = context.directory().resolve(".godwit/files").resolve(context.name().value());
    ProjectFolder folder = new ProjectFolder(context.directory());
    config.files().forEach(folder::file);
    return new ConfigTarget(folder, config.files(), new Marks(marks));
  }

  @Override
  public List<StepType<ConfigTarget, ?, ?>> stepTypes() {
    return List.of(new MigrateStepType(name -> Optional.ofNullable(System.getenv(name))));
  }
}
