package io.godwit.embedder.onnxruntime.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Tokens that were added to a vocabulary and are no special ones: they are found in a text before
 * it is cut, the leftmost first, of those the longest.
 *
 * @param raw those that are looked for in the text as it is
 * @param normalised those that are looked for in the text as it is after it was normalised
 */
record AddedTokens(Finder raw, Finder normalised) {

  /**
   * A part of a text.
   *
   * @param text what it is, normalised
   * @param token the token that it is, or none
   * @param first whether the text begins with it
   */
  record Part(String text, OptionalInt token, boolean first) {}

  /** The parts of a text, in order. */
  List<Part> inText(String text, Normalizer normalizer) {
    List<Part> parts = new ArrayList<>();
    for (Part part : raw.find(text, true)) {
      if (part.token().isPresent()) {
        parts.add(part);
      } else {
        parts.addAll(normalised.find(normalizer.normalise(part.text()), part.first()));
      }
    }
    return parts;
  }

  /** Finds tokens in texts. */
  static final class Finder {

    private final Map<Character, List<Map.Entry<String, Integer>>> byFirst = new HashMap<>();

    /** Finds these, none of which is empty. */
    Finder(Map<String, Integer> tokens) {
      tokens.entrySet().stream()
          .sorted(Comparator.comparing(entry -> -entry.getKey().length()))
          .forEach(
              entry ->
                  byFirst
                      .computeIfAbsent(entry.getKey().charAt(0), first -> new ArrayList<>())
                      .add(entry));
    }

    private List<Part> find(String text, boolean first) {
      List<Part> parts = new ArrayList<>();
      int open = 0;
      int at = 0;
      while (at < text.length() && !byFirst.isEmpty()) {
        int place = at;
        Map.Entry<String, Integer> found =
            byFirst.getOrDefault(text.charAt(at), List.of()).stream()
                .filter(entry -> text.startsWith(entry.getKey(), place))
                .findFirst()
                .orElse(null);
        if (found == null) {
          at++;
        } else {
          add(text.substring(open, at), OptionalInt.empty(), first && open == 0, parts);
          add(found.getKey(), OptionalInt.of(found.getValue()), false, parts);
          at += found.getKey().length();
          open = at;
        }
      }
      add(text.substring(open), OptionalInt.empty(), first && open == 0, parts);
      return parts;
    }

    private static void add(String text, OptionalInt token, boolean first, List<Part> parts) {
      if (!text.isEmpty()) {
        parts.add(new Part(text, token, first));
      }
    }
  }
}
