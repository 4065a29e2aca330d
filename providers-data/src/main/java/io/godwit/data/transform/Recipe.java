package io.godwit.data.transform;

import io.godwit.program.LineProgram.Command;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What transforms rows, as a plan keeps it.
 *
 * @param transform the name of a class; empty where there is a command
 * @param revision what results the class gave when the plan was made
 * @param command a program with its arguments; empty where there is a class
 * @param files whether the command runs in a copy of a folder
 * @param pass variables that the command may see
 * @param timeoutMillis how long the command may take for one batch
 */
public record Recipe(
    String transform,
    String revision,
    List<String> command,
    boolean files,
    List<String> pass,
    long timeoutMillis) {

  /** Copies the lists. */
  public Recipe {
    Objects.requireNonNull(transform, "transform");
    Objects.requireNonNull(revision, "revision");
    command = List.copyOf(command);
    pass = List.copyOf(pass);
  }

  Command program() {
    return new Command(command, pass, Duration.ofMillis(timeoutMillis));
  }

  /** As people name it. */
  @Override
  public String toString() {
    return command.isEmpty() ? transform : String.join(" ", command);
  }
}
