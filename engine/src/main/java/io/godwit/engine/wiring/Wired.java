package io.godwit.engine.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import io.godwit.api.error.GodwitException;
import io.godwit.api.run.Operations;
import io.godwit.engine.discovery.Extensions;
import io.godwit.engine.operation.Archive;
import io.godwit.engine.release.CurrentRelease;
import io.godwit.engine.target.Targets;
import java.util.List;

/**
 * An engine that is put together, and what has to be closed with it.
 *
 * @param operations what can be asked of it
 * @param release the release that is current, by the state store or else by the repository
 * @param close frees targets, state store, repository and plugins
 */
public record Wired(Operations operations, CurrentRelease release, Runnable close) {

  /**
   * Puts an engine together. Opens no target, state store or repository.
   *
   * @throws GodwitException with all that is wrong with the project
   */
  public static Wired of(Request request) {
    ClassLoader classPath = Wired.class.getClassLoader();
    Extensions extensions =
        request.project()
            ? Extensions.find(classPath, request.directory())
            : Extensions.find(classPath);
    try {
      return of(request, extensions);
    } catch (RuntimeException e) {
      extensions.close();
      throw e;
    }
  }

  private static Wired of(Request request, Extensions extensions) {
    try {
      Injector injector =
          Guice.createInjector(Stage.DEVELOPMENT, new EngineModule(request, extensions));
      Operations operations = injector.getInstance(Operations.class);
      Targets targets = injector.getInstance(Targets.class);
      LazyStores stores = injector.getInstance(LazyStores.class);
      LazyArtifacts repository = injector.getInstance(LazyArtifacts.class);
      OtherRepositories others = injector.getInstance(OtherRepositories.class);
      Archive archive = injector.getInstance(Archive.class);
      AlarmClock alarms = injector.getInstance(AlarmClock.class);
      ThreadCrew crew = injector.getInstance(ThreadCrew.class);
      WorkerPool workers = injector.getInstance(WorkerPool.class);
      return new Wired(
          operations,
          CurrentRelease.of(List.of(() -> stores.reading().current(), archive::current)),
          () -> {
            crew.close();
            alarms.close();
            targets.close();
            stores.close();
            repository.close();
            others.close();
            workers.close();
            extensions.close();
          });
    } catch (ProvisionException e) {
      if (e.getCause() instanceof GodwitException known) {
        throw known;
      }
      throw e;
    }
  }
}
