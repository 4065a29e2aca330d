package io.godwit.cli.command;

import io.godwit.api.name.StepId;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resolve",
    description = "Say what became of a step that waits for a person, and go on.")
final class ResolveCommand extends GodwitCommand {

  @Parameters(index = "0", paramLabel = "RUN", description = RunChoice.MEANING)
  String run = "";

  @Parameters(index = "1", paramLabel = "STEP", description = "The step's id.")
  String step = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  Word word = new Word();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why that is so; it is kept in the journal.")
  String reason = "";

  /** One of the two must be said. */
  static final class Word {
    @Option(names = "--done", description = "What the step was to do is done.")
    boolean done;

    @Option(names = "--not-done", description = "It is not done; it will be tried again.")
    boolean notDone;
  }

  ResolveCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    return Run.certain(
            session,
            "godwit resolve",
            engine ->
                engine.resolve(RunChoice.of(run, engine), new StepId(step), word.done, reason))
        .go(true);
  }
}
