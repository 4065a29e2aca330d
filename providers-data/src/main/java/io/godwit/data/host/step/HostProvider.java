package io.godwit.data.host.step;

import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.StepType;
import io.godwit.data.file.Marks;
import io.godwit.data.file.ProjectFolder;
import io.godwit.data.host.process.Programs;
import io.godwit.data.host.target.HostSettings;
import io.godwit.data.host.target.HostTarget;
import java.nio.file.Path;
import java.util.List;

/** Commands, services and files of the machine that Godwit runs on. */
public final class HostProvider implements Provider<HostTarget, HostSettings> {

  /** For the service loader. */
  public HostProvider() {}

  @Override
  public String name() {
    return "host";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<HostSettings> configType() {
    return HostSettings.class;
  }

  @Override
  public HostTarget open(HostSettings config, ProviderContext context) {
    Path marks =
        context
            .directory()
            .toAbsolutePath()
            .resolve(".godwit/files")
            .resolve(context.name().value());
    return new HostTarget(
        new ProjectFolder(context.directory()),
        new Marks(marks),
        new Programs(context.directory(), marks, config.environment()),
        config.services());
  }

  @Override
  public List<StepType<HostTarget, ?, ?>> stepTypes() {
    return List.of(
        new CommandStepType(),
        new ServiceStepType(ServiceStepType.Way.STOP),
        new ServiceStepType(ServiceStepType.Way.START),
        new ServiceStepType(ServiceStepType.Way.RESTART),
        new RemoveStepType());
  }
}
