package io.godwit.config.change;

import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value that is made of others: a text with the names of keys in braces, of which two opening
 * ones are a brace; such a name alone takes the value as it is, of whatever kind; an equals sign
 * before it all makes it a calculation. A name that begins with {@code env:} is an environment
 * variable, read when the step runs and kept nowhere but in the file.
 */
final class Template {

  private static final String ENVIRONMENT = "env:";

  /** A piece of text, or the name of what stands there. */
  private record Part(boolean name, String text) {}

  private final boolean calculation;
  private final List<Part> parts = new ArrayList<>();

  Template(String template) {
    this.calculation = template.stripLeading().startsWith("=");
    read(calculation ? template.strip().substring(1) : template);
    if (calculation) {
      // The form is checked with ones; only a division by their difference would be none.
      Calculation.check(filled(name -> "1"));
    }
  }

  private void read(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' && text.startsWith("{{", i)) {
        plain.append('{');
        i++;
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new IllegalArgumentException(
              "'" + text + "' has a { without }; write {{ for a brace");
        }
        String name = text.substring(i + 1, end);
        if (!name.startsWith(ENVIRONMENT)) {
          KeyPath.parse(name);
        }
        parts.add(new Part(false, plain.toString()));
        parts.add(new Part(true, name));
        plain.setLength(0);
        i = end;
      } else {
        plain.append(c);
      }
    }
    parts.add(new Part(false, plain.toString()));
  }

  private String filled(Function<String, String> names) {
    StringBuilder filled = new StringBuilder();
    parts.forEach(part -> filled.append(part.name() ? names.apply(part.text()) : part.text()));
    return filled.toString();
  }

  /**
   * The value.
   *
   * @param keys finds the value of a key
   * @param environment finds an environment variable
   * @throws IllegalArgumentException if something that it is made of is missing or of another kind
   */
  Value value(
      Function<KeyPath, Optional<Value>> keys, Function<String, Optional<String>> environment) {
    List<Part> named =
        parts.stream().filter(part -> part.name() || !part.text().isEmpty()).toList();
    if (!calculation && named.size() == 1 && named.get(0).name()) {
      String name = named.get(0).text();
      return name.startsWith(ENVIRONMENT)
          ? Value.text(text(name, keys, environment))
          : found(name, keys);
    }
    String filled = filled(name -> text(name, keys, environment));
    return calculation ? Calculation.result(filled) : Value.text(filled);
  }

  private static Value found(String name, Function<KeyPath, Optional<Value>> keys) {
    return keys.apply(KeyPath.parse(name))
        .orElseThrow(() -> new IllegalArgumentException("{" + name + "} is not in the file"));
  }

  private static String text(
      String name,
      Function<KeyPath, Optional<Value>> keys,
      Function<String, Optional<String>> environment) {
    if (name.startsWith(ENVIRONMENT)) {
      String variable = name.substring(ENVIRONMENT.length());
      return environment
          .apply(variable)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the environment variable " + variable + " is not set; set it"));
    }
    Value value = found(name, keys);
    if (value instanceof Value.Scalar scalar && scalar.kind() != Value.Kind.NOTHING) {
      return scalar.text();
    }
    throw new IllegalArgumentException(
        "{" + name + "} is of kind " + value.what() + " and cannot be part of a text");
  }
}
