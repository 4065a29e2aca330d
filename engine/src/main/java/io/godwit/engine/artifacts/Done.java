package io.godwit.engine.artifacts;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.tool.ToolCall;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.work.Watch;
import java.util.Optional;

/** Publishing that is done or fails, and progress that ends when the person wants it to. */
final class Done {

  private Done() {}

  static Catalog publish(Repository repository, Change change) {
    return repository.publish(change).fold(done -> done, Done::fail, Done::fail, Done::fail);
  }

  /** Tells the caller how far it is, and ends the work when the caller wants it to end. */
  static Watch watch(ToolCall call) {
    return (what, done, total) -> {
      if (call.stopRequested()) {
        throw new GodwitException(
            ArtifactError.STOPPED,
            "Stopped, as was asked; nothing was published or changed. The same command goes on"
                + " with what is done already");
      }
      call.progress(what, done, total);
    };
  }

  /** Asks the person before something is taken away. */
  static void requireYes(ToolCall call, String question) {
    if (!call.confirms(question)) {
      throw new GodwitException(
          ArtifactError.NOT_CONFIRMED,
          question + " Nobody said yes; nothing was changed. Say --yes");
    }
  }

  static Optional<String> message(Optional<Fault> fault) {
    return fault.map(Fault::toString);
  }

  private static Catalog fail(Fault fault) {
    throw new GodwitException(fault);
  }
}
