package io.godwit.engine.wiring;

import io.godwit.api.migration.CodedMigration;
import io.godwit.api.provider.Interceptor;
import io.godwit.api.run.RunEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Which project an engine is for.
 *
 * @param directory its folder
 * @param project whether there is a project; if not, nothing is read in the folder
 * @param environment which of its environments; empty for none
 * @param variables looks up environment variables
 * @param listener is told what happens
 * @param migrations those that an embedder hands over, besides the project's own
 * @param interceptor what the embedder lays around connections and storage
 */
public record Request(
    Path directory,
    boolean project,
    Optional<String> environment,
    Function<String, Optional<String>> variables,
    Consumer<RunEvent> listener,
    List<CodedMigration> migrations,
    Interceptor interceptor) {

  /** Copies the list. */
  public Request {
    migrations = List.copyOf(migrations);
  }
}
