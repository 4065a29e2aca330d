package io.godwit.api.tool;

import java.util.List;
import java.util.Optional;

/**
 * A tool as a person sees it.
 *
 * @param group the first word
 * @param name the second word
 * @param description what it does, in one sentence
 * @param arguments what it is told, in order
 * @param targeted whether it works on a target, of which the project may have several
 */
public record ToolView(
    String group, String name, String description, List<Argument> arguments, boolean targeted) {

  /** How an argument is written. */
  public enum Form {
    /** In its place, without a name. */
    PLACE,
    /** {@code --key VALUE}. */
    OPTION,
    /** {@code --key} alone. */
    FLAG,
    /** {@code --key VALUE}, as often as is wanted. */
    REPEATED
  }

  /**
   * What a tool is told.
   *
   * @param key its name, in kebab case
   * @param form how it is written
   * @param description what it means; empty when the provider does not say
   * @param byDefault what it is when it is not said
   */
  public record Argument(String key, Form form, String description, Optional<String> byDefault) {}

  /** Copies the list. */
  public ToolView {
    arguments = List.copyOf(arguments);
  }
}
