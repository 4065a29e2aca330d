package io.godwit.engine.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.run.Operations;
import io.godwit.engine.artifacts.ArtifactTools;
import io.godwit.engine.coded.MigrationClasses;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.discovery.Extensions;
import io.godwit.engine.inspection.Inspector;
import io.godwit.engine.inspection.Scratch;
import io.godwit.engine.operation.Archive;
import io.godwit.engine.operation.Operating;
import io.godwit.engine.operation.ProjectOperations;
import io.godwit.engine.operation.Setup;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.project.Project;
import io.godwit.engine.project.ProjectConfig;
import io.godwit.engine.project.ProjectReader;
import io.godwit.engine.repository.RepositoryTools;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.run.ProviderSteps;
import io.godwit.engine.run.RecordedSteps;
import io.godwit.engine.run.ReleaseGates;
import io.godwit.engine.run.RetryPolicy;
import io.godwit.engine.run.RunEngine;
import io.godwit.engine.run.RunEvents;
import io.godwit.engine.state.StateLocation;
import io.godwit.engine.target.OpenTargets;
import io.godwit.engine.target.ProjectEmbedders;
import io.godwit.engine.target.ScratchFolder;
import io.godwit.engine.target.StepSupport;
import io.godwit.engine.target.TargetSnapshots;
import io.godwit.engine.target.Targets;
import io.godwit.engine.tool.Toolbox;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** Everything that one engine on one project consists of. */
final class EngineModule extends AbstractModule {

  private final Request request;
  private final Extensions extensions;

  EngineModule(Request request, Extensions extensions) {
    this.request = request;
    this.extensions = extensions;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    bind(Request.class).toInstance(request);
    bind(Extensions.class).toInstance(extensions);
    bind(StopSignal.class).toInstance(new StopSignal());
    bind(InstantSource.class).toInstance(Clock.systemUTC());
    bind(Secrets.class).toInstance(new Secrets());
  }

  @Provides
  @Singleton
  Processes processes(Request from) {
    return new Processes(from.variables());
  }

  @Provides
  @Singleton
  Project project(Request from, Extensions extensions, Secrets secrets) {
    ProjectReader reader = new ProjectReader(from.variables(), secrets);
    if (!from.project()) {
      return reader.none(from.directory());
    }
    return reader
        .read(
            from.directory(),
            from.environment(),
            MigrationClasses.read(extensions.migrations(), from.migrations()))
        .orThrow();
  }

  @Provides
  @Singleton
  Binder settings(Secrets secrets) {
    return new Binder(secrets);
  }

  @Provides
  @Singleton
  LazyStores stores(Request from, Project project, InstantSource clock) {
    ProjectConfig config = project.config();
    return new LazyStores(
        StateLocation.of(config.stateUrl(), project.directory()),
        config.system(),
        clock,
        from.interceptor()::connection);
  }

  @Provides
  @Singleton
  WorkerPool workers() {
    return new WorkerPool(Runtime.getRuntime().availableProcessors());
  }

  @Provides
  @Singleton
  Repositories repositories(
      Request from,
      Extensions extensions,
      Secrets secrets,
      InstantSource clock,
      StopSignal stop,
      WorkerPool pool) {
    SecureRandom random = new SecureRandom();
    return new Repositories(
        from,
        extensions,
        secrets,
        new RepositoryTools(
            clock,
            ObjectIds.random(clock, random),
            random,
            attempt ->
                stop.pauseInside(Duration.ofMillis(Math.min(5_000, 100L << Math.min(attempt, 6)))),
            pool.workers()));
  }

  @Provides
  @Singleton
  LazyArtifacts repository(Request from, Project project, Repositories repositories) {
    return repositories.of(project.config(), from.environment());
  }

  @Provides
  @Singleton
  OtherRepositories otherRepositories(Repositories repositories) {
    return new OtherRepositories(repositories);
  }

  @Provides
  @Singleton
  Artifacts artifacts(LazyArtifacts repository) {
    return repository;
  }

  @Provides
  @Singleton
  Embedders embedders(Project project, Extensions extensions, Binder binder, InstantSource clock) {
    return new ProjectEmbedders(project, extensions, binder, clock);
  }

  @Provides
  @Singleton
  Targets targets(
      Request from,
      Project project,
      Extensions extensions,
      Binder binder,
      Artifacts artifacts,
      Embedders embedders,
      ScratchFolder scratch,
      InstantSource clock) {
    return new OpenTargets(
        project,
        new OpenTargets.Parts(
            extensions, binder, artifacts, embedders, scratch, clock, from.interceptor()));
  }

  @Provides
  @Singleton
  ScratchFolder scratch(Request from, Project project) {
    return new ScratchFolder(
        project.directory().resolve(".godwit/scratch").resolve(environment(from)));
  }

  private static String environment(Request from) {
    return from.environment().orElse(Repositories.NO_ENVIRONMENT);
  }

  @Provides
  @Singleton
  TargetSnapshots snapshots(
      Request from, Project project, Targets targets, Artifacts artifacts, ScratchFolder scratch) {
    String system = Archive.word(project.config().system());
    return new TargetSnapshots(targets, artifacts, scratch, system + "/" + environment(from));
  }

  @Provides
  @Singleton
  StepSupport support(
      Project project,
      Artifacts artifacts,
      OtherRepositories others,
      Embedders embedders,
      Targets targets,
      InstantSource clock,
      StopSignal stop) {
    return new StepSupport(
        artifacts,
        others::of,
        embedders,
        new StepSupport.Transforms(extensions::transform, extensions::rowTransform),
        project::files,
        targets::open,
        clock,
        stop::isRequested,
        stop::pauseInside);
  }

  @Provides
  @Singleton
  AlarmClock alarms(InstantSource clock) {
    return new AlarmClock(clock);
  }

  @Provides
  @Singleton
  ThreadCrew crew(StopSignal stop) {
    return new ThreadCrew(stop);
  }

  @Provides
  @Singleton
  RunEngines engines(
      Project project,
      LazyStores stores,
      Targets targets,
      StepSupport support,
      TargetSnapshots snapshots,
      Secrets secrets,
      AlarmClock alarms,
      ThreadCrew crew,
      StopSignal stop,
      Processes processes) {
    ProjectConfig.Migrations settings = project.config().versioning().migrations();
    ReleaseGates.Switches switches =
        new ReleaseGates.Switches(
            settings.validation().preMigration(), settings.validation().postMigration());
    return new RunEngines(
        stores,
        new RunEngines.Parts(
            new RecordedSteps(
                new ProviderSteps(targets, support, snapshots, alarms, secrets::redact), targets),
            store -> new ReleaseGates(store, targets, switches),
            new RunEvents(request.listener()),
            new RunEngine.Surroundings(
                support.clock(),
                new SecureRandom(),
                RetryPolicy.standard(settings.rollback().maxAttempts()),
                crew)),
        stop,
        processes);
  }

  @Provides
  @Singleton
  Operating operating(
      Project project,
      LazyStores stores,
      Targets targets,
      TargetSnapshots snapshots,
      StepSupport support,
      Binder binder,
      RunEngines engines,
      LeaseKeeper leases) {
    ProjectConfig.Migrations settings = project.config().versioning().migrations();
    return new Operating(
        new Setup(
            project.config().system(),
            project.migrations(),
            new Setup.Switches(
                settings.enabled(),
                settings.rollback().enabled(),
                settings.backup(),
                settings.outOfOrder()),
            new Setup.Look(settings.validation().level(), settings.validation().timeout()),
            settings.schemaFile().map(project::inside)),
        stores,
        targets,
        snapshots,
        new Planner(targets, binder, support, settings.timeout()),
        engines,
        leases,
        support.clock());
  }

  @Provides
  @Singleton
  Toolbox tools(
      Request from,
      Extensions extensions,
      Targets targets,
      Binder binder,
      StepSupport support,
      RepositoryDesk desk) {
    return new Toolbox(
        extensions::providers,
        targets,
        binder,
        support,
        Map.of(
            ArtifactTools.GROUP,
            ArtifactTools.on(from.project() ? desk : new NoDesk(from.directory()))));
  }

  @Provides
  @Singleton
  RepositoryDesk desk(Project project, Repositories repositories, LazyArtifacts repository) {
    return new RepositoryDesk(project, repositories, repository);
  }

  @Provides
  @Singleton
  Archive archive(Request from, Project project, LazyArtifacts repository) {
    boolean keeps = !project.config().stateUrl().equals(StateLocation.IN_MEMORY);
    return new Archive(repository, keeps, project.config().system(), from.environment());
  }

  @Provides
  @Singleton
  LeaseKeeper leases(Project project, LazyStores stores, Processes processes, StopSignal stop) {
    return new LeaseKeeper(stores, processes, stop, project.config().state().lease());
  }

  @Provides
  @Singleton
  Inspector inspector(
      Project project,
      Operating parts,
      StepSupport support,
      Binder binder,
      Secrets secrets,
      AlarmClock alarms,
      ThreadCrew crew,
      StopSignal stop,
      Processes processes) {
    Sandboxes sandboxes =
        new Sandboxes(
            parts,
            support,
            binder,
            new Sandboxes.Shared(alarms, crew, stop, processes, secrets),
            project.config().versioning().migrations().timeout());
    return new Inspector(
        parts,
        new Scratch.Maker(
            parts.targets(),
            sandboxes,
            project.directory().resolve(".godwit/trials"),
            UUID::randomUUID));
  }

  @Provides
  @Singleton
  Operations operations(
      Operating parts,
      LazyArtifacts repository,
      Archive archive,
      Inspector inspector,
      Toolbox tools,
      StopSignal stop) {
    return new ProjectOperations(parts, repository, archive, inspector, tools, stop::stop);
  }
}
