package io.godwit.knowledge.content;

import io.godwit.api.content.Memory;
import io.godwit.api.file.FileTree;
import io.godwit.api.step.Alarm;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.program.LineProgram;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A program that transforms documents, one in each line of its input. */
final class CommandTransformer implements Transformer {

  private static final LineProgram.Codes CODES =
      new LineProgram.Codes(KnowledgeError.TRANSFORM_FAILED, KnowledgeError.TRANSFORM_UNAVAILABLE);

  private final LineProgram program;

  CommandTransformer(Recipe recipe, Optional<FileTree> files, Function<Runnable, Alarm> alarms) {
    LineProgram.Command command =
        new LineProgram.Command(
            recipe.command(), recipe.pass(), Duration.ofMillis(recipe.timeoutMillis()));
    this.program = new LineProgram(command, CODES, files, alarms);
  }

  @Override
  public List<Result> apply(List<Memory> memories) {
    MemoryLines lines = new MemoryLines(memories, program);
    return program.run(lines::write, lines::read);
  }
}
