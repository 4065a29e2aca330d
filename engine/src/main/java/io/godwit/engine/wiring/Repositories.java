package io.godwit.engine.wiring;

import io.godwit.api.config.Setting;
import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.StorageError;
import io.godwit.api.storage.StorageLocation;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.discovery.Extensions;
import io.godwit.engine.project.ProjectConfig;
import io.godwit.engine.project.ProjectReader;
import io.godwit.engine.repository.RepositoryTools;
import io.godwit.engine.repository.file.UnfinishedFiles;
import io.godwit.engine.state.StateLocation;
import io.godwit.engine.state.StateRegisters;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the repositories of a project: that of the chosen environment, and those of others. */
final class Repositories {

  static final String NO_ENVIRONMENT = "default";

  private final Request request;
  private final Extensions extensions;
  private final Secrets secrets;
  private final RepositoryTools tools;

  Repositories(Request request, Extensions extensions, Secrets secrets, RepositoryTools tools) {
    this.request = request;
    this.extensions = extensions;
    this.secrets = secrets;
    this.tools = tools;
  }

  /** The repository of an environment whose settings have been read. */
  LazyArtifacts of(ProjectConfig config, Optional<String> environment) {
    Path uploads =
        request.directory().resolve(".godwit/uploads").resolve(environment.orElse(NO_ENVIRONMENT));
    return new LazyArtifacts(
        location(config.repository()),
        extensions,
        request.interceptor()::storage,
        tools,
        new UnfinishedFiles(uploads, tools.ids()),
        registers(config));
  }

  /** The repository of another environment. */
  LazyArtifacts of(String environment) {
    ProjectConfig config =
        new ProjectReader(request.variables(), secrets)
            .config(request.directory(), Optional.of(environment))
            .orThrow();
    return of(config, Optional.of(environment));
  }

  private Optional<StateRegisters> registers(ProjectConfig config) {
    if (config.repository().register() == ProjectConfig.Register.STORAGE) {
      return Optional.empty();
    }
    if (config.stateUrl().equals(StateLocation.IN_MEMORY)) {
      throw new GodwitException(
          StorageError.NO_REGISTER,
          "repository.register is state, and the state is in memory: the repository would be lost"
              + " with it; set state.url, or register to storage");
    }
    return Optional.of(
        new StateRegisters(
            StateLocation.of(config.stateUrl(), request.directory()),
            tools.clock(),
            request.interceptor()::connection));
  }

  private StorageLocation location(ProjectConfig.Store store) {
    String url = store.url();
    String whole =
        url.contains(":") && !url.startsWith("/")
            ? url
            : request.directory().resolve(url).toAbsolutePath().normalize().toUri().toString();
    StorageLocation location = StorageLocation.parse(whole, request.variables());
    Map<String, String> options = new LinkedHashMap<>(location.options());
    store
        .options()
        .entries()
        .forEach(
            (key, value) -> {
              if (options.put(key, word(key, value)) != null) {
                throw bad(key, "stands in the URL too; write it once");
              }
            });
    return new StorageLocation(location.uri(), options, request.variables());
  }

  private static String word(String key, Setting value) {
    if (value instanceof Setting.Scalar scalar && scalar.text().isPresent()) {
      return scalar.text().get();
    }
    throw bad(key, "has to be one value");
  }

  private static GodwitException bad(String key, String what) {
    return new GodwitException(
        StorageError.BAD_LOCATION, "Option '" + key + "' of the repository " + what);
  }
}
