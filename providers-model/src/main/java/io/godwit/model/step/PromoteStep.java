package io.godwit.model.step;

import io.godwit.api.name.Version;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.ModelName;
import java.util.List;
import java.util.Optional;

/**
 * What the plan keeps of {@code model.promote}.
 *
 * @param moves the aliases that move together
 */
public record PromoteStep(List<Move> moves) {

  /**
   * One alias.
   *
   * @param model the model's name
   * @param version the version that the alias shall name
   * @param alias the alias to move, and where the plan saw it
   */
  public record Move(String model, Version version, AliasMove alias) {

    ModelName modelName() {
      return new ModelName(model);
    }

    AliasName aliasName() {
      return new AliasName(alias.name());
    }

    NewVersion added() {
      return new NewVersion(modelName(), version, Optional.of(alias));
    }

    String words() {
      String from = alias.seen().map(Version::value).map(seen -> " from " + seen).orElse("");
      return model + ":" + alias.name() + from + " to " + version;
    }
  }

  /** Copies the list. */
  public PromoteStep {
    moves = List.copyOf(moves);
  }
}
