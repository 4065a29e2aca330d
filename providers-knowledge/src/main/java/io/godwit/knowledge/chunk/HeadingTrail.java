package io.godwit.knowledge.chunk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The headings that the present place in a document stands under. */
final class HeadingTrail {

  private static final int LONGEST = 200;

  private record Heading(int level, String text) {}

  private final List<Heading> open = new ArrayList<>();
  private String first = "";

  void enter(int level, String text) {
    String shown = text.length() <= LONGEST ? text : shortened(text);
    open.removeIf(heading -> heading.level() >= level);
    open.add(new Heading(level, shown));
    if (first.isEmpty()) {
      first = shown;
    }
  }

  Optional<String> first() {
    return first.isEmpty() ? Optional.empty() : Optional.of(first);
  }

  @Override
  public String toString() {
    return open.stream()
        .map(Heading::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" > "));
  }

  private static String shortened(String text) {
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end);
  }
}
