package io.godwit.knowledge.content;

import io.godwit.knowledge.metadata.MetadataSchema;
import java.util.List;
import java.util.Objects;

/**
 * What transforms documents, as a plan keeps it.
 *
 * @param transform the name of a class; empty where there is a command
 * @param revision what results the class gave when the plan was made
 * @param command a program with its arguments; empty where there is a class
 * @param files whether the command runs in a copy of a folder
 * @param pass variables that the command may see
 * @param timeoutMillis how long the command may take for one batch
 * @param continueOnError whether a document that cannot be transformed stays as it is
 * @param schema what has to be known about each document then
 */
public record Recipe(
    String transform,
    String revision,
    List<String> command,
    boolean files,
    List<String> pass,
    long timeoutMillis,
    boolean continueOnError,
    MetadataSchema schema) {

  /** Copies the lists. */
  public Recipe {
    Objects.requireNonNull(transform, "transform");
    Objects.requireNonNull(revision, "revision");
    command = List.copyOf(command);
    pass = List.copyOf(pass);
  }

  /** As people name it. */
  @Override
  public String toString() {
    return command.isEmpty() ? transform : String.join(" ", command);
  }
}
