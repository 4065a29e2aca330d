package io.godwit.engine.target;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.provider.Interceptor;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.target.Target;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.discovery.Extensions;
import io.godwit.engine.discovery.Extensions.ProvidedStep;
import io.godwit.engine.discovery.TargetOpening;
import io.godwit.engine.project.Project;
import io.godwit.engine.project.ProjectConfig.TargetConfig;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The targets of a project, through the providers that were found. */
public final class OpenTargets implements Targets {

  private final Project project;
  private final Extensions extensions;
  private final Binder binder;
  private final Artifacts artifacts;
  private final InstantSource clock;
  private final Embedders embedders;
  private final Interceptor interceptor;
  private final RestoreStep restore;
  private final Map<TargetName, Target> open = new HashMap<>();

  /** What a target is opened with. */
  public record Parts(
      Extensions extensions,
      Binder binder,
      Artifacts artifacts,
      Embedders embedders,
      ScratchFolder scratch,
      InstantSource clock,
      Interceptor interceptor) {}

  /** The targets of that project, none of them open yet. */
  public OpenTargets(Project project, Parts parts) {
    this.project = project;
    this.extensions = parts.extensions();
    this.binder = parts.binder();
    this.artifacts = parts.artifacts();
    this.clock = parts.clock();
    this.embedders = parts.embedders();
    this.interceptor = parts.interceptor();
    this.restore = new RestoreStep(parts.scratch());
  }

  @Override
  public Set<TargetName> names() {
    Set<TargetName> names = new TreeSet<>();
    names.addAll(project.config().targets().keySet());
    return names;
  }

  @Override
  public String version(TargetName name) {
    return extensions.provider(provider(name)).version();
  }

  @Override
  public String provider(TargetName name) {
    return config(name).provider();
  }

  private TargetConfig config(TargetName name) {
    TargetConfig config = project.config().targets().get(name);
    if (config == null) {
      throw new GodwitException(
          ConfigError.UNKNOWN_TARGET,
          "godwit.yaml has no target '" + name + "'; it has " + names());
    }
    return config;
  }

  @Override
  public synchronized Target open(TargetName name) {
    Target target = open.get(name);
    if (target == null) {
      TargetConfig config = config(name);
      target =
          TargetOpening.of(
                  extensions.provider(config.provider()),
                  binder,
                  config.settings(),
                  "targets." + name)
              .orThrow()
              .open(
                  new ProviderContext(
                      name, project.directory(), artifacts, clock, embedders, interceptor));
      open.put(name, target);
    }
    return target;
  }

  @Override
  public StepCall<?, ?, ?> call(StepTypeName type, TargetName name) {
    if (type.equals(RestoreStep.NAME)) {
      return StepCall.of(restore, open(name));
    }
    ProvidedStep step = extensions.stepType(type, provider(name));
    if (!step.provider().name().equals(provider(name))) {
      throw new GodwitException(
          ConfigError.UNKNOWN_STEP_TYPE,
          "Step type "
              + type
              + " works on targets of provider '"
              + step.provider().name()
              + "', but target "
              + name
              + " is one of '"
              + provider(name)
              + "'; name another target");
    }
    return StepCall.of(step.type(), open(name));
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Target::close);
    open.clear();
  }
}
