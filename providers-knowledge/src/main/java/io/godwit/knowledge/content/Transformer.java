package io.godwit.knowledge.content;

import io.godwit.api.content.Memory;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepContext;
import io.godwit.knowledge.KnowledgeError;
import java.util.List;
import java.util.Optional;

/** Transforms documents. */
interface Transformer {

  /** The name of the input with the files of a command. */
  String FILES = "files";

  /**
   * What became of a document.
   *
   * @param memory as it is to be; as it was where it could not be transformed
   * @param failure why it could not
   */
  record Result(Memory memory, Optional<String> failure) {
    static Result of(Memory memory) {
      return new Result(memory, Optional.empty());
    }
  }

  /**
   * Transforms some documents: a result for each, in their order.
   *
   * @throws GodwitException {@link KnowledgeError#TRANSFORM_FAILED}, or {@link
   *     KnowledgeError#TRANSFORM_UNAVAILABLE} if that may pass
   */
  List<Result> apply(List<Memory> memories);

  /** For a step that runs, which has to find what its plan was made with. */
  static Transformer of(Recipe recipe, StepContext context) {
    if (!recipe.command().isEmpty()) {
      Optional<FileTree> files =
          recipe.files() ? Optional.of(context.input(FILES)) : Optional.empty();
      return new CommandTransformer(recipe, files, context::whenTimeIsUp);
    }
    ClassTransformer found = new ClassTransformer(context.transform(recipe.transform()));
    if (!found.revision().equals(recipe.revision())) {
      throw new GodwitException(
          KnowledgeError.TRANSFORM_CHANGED,
          "Transform "
              + recipe.transform()
              + " has changed since the plan was made: it has revision "
              + found.revision()
              + ", the plan has "
              + recipe.revision()
              + "; put the former one back, or take this run back and plan again");
    }
    return found;
  }

  /** For a step that is being planned. */
  static Transformer of(Recipe recipe, Optional<String> files, PlanContext context) {
    return recipe.command().isEmpty()
        ? new ClassTransformer(context.transform(recipe.transform()))
        : new CommandTransformer(
            recipe, files.map(path -> context.files().tree(path)), cancel -> () -> {});
  }
}
