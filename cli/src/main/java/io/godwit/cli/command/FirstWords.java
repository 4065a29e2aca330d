package io.godwit.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be seen of a command line before it is understood: which commands there are depends on
 * the project, and which project is meant is said in the command.
 *
 * @param words those that are no options, nor the values of the options below
 * @param project {@code --project}
 * @param environment {@code --env}
 */
record FirstWords(List<String> words, Optional<Path> project, Optional<String> environment) {

  private static final String PROJECT = "--project";
  private static final String ENVIRONMENT = "--env";

  static FirstWords of(List<String> typed) {
    List<String> words = new ArrayList<>();
    Optional<String> project = Optional.empty();
    Optional<String> environment = Optional.empty();
    for (int i = 0; i < typed.size(); i++) {
      String word = typed.get(i);
      boolean next = i + 1 < typed.size();
      if (next && word.equals(PROJECT)) {
        project = Optional.of(typed.get(++i));
      } else if (next && word.equals(ENVIRONMENT)) {
        environment = Optional.of(typed.get(++i));
      } else if (word.startsWith(PROJECT + "=")) {
        project = Optional.of(word.substring(PROJECT.length() + 1));
      } else if (word.startsWith(ENVIRONMENT + "=")) {
        environment = Optional.of(word.substring(ENVIRONMENT.length() + 1));
      } else if (!word.startsWith("-")) {
        words.add(word);
      }
    }
    return new FirstWords(List.copyOf(words), project.map(Path::of), environment);
  }

  /** The command, or what help is wanted about. */
  Optional<String> command() {
    return words.stream().filter(word -> !word.equals(HelpCommand.NAME)).findFirst();
  }
}
