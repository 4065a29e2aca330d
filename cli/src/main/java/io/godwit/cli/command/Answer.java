package io.godwit.cli.command;

import io.godwit.cli.error.ExitCode;
import io.godwit.cli.text.Page;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a command found, in both forms; only the one that was asked for is written.
 *
 * @param json a record or map for the JSON document
 * @param text writes the text
 * @param after writes to standard error what is not the result: why a run failed
 * @param exit what the process says
 */
record Answer(Object json, Consumer<Page> text, Optional<Consumer<Page>> after, int exit) {

  /** All is well. */
  static Answer of(Object json, Consumer<Page> text) {
    return of(json, text, ExitCode.DONE);
  }

  static Answer of(Object json, Consumer<Page> text, ExitCode exit) {
    return new Answer(json, text, Optional.empty(), exit.number());
  }
}
