package io.godwit.engine.coded;

import io.godwit.api.config.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings as a row of texts, for a digest: each kind of text begins with a letter of its own, so
 * that no two trees give one row.
 */
final class Flat {

  private Flat() {}

  /** Adds the texts of a tree. */
  static void add(Setting setting, List<String> texts) {
    texts.addAll(
        setting.<List<String>>fold(
            scalar -> List.of(scalar.text().map(text -> "=" + text).orElse("~")),
            sequence -> {
              List<String> inside = new ArrayList<>(List.of("["));
              sequence.items().forEach(item -> add(item, inside));
              inside.add("]");
              return inside;
            },
            mapping -> {
              List<String> inside = new ArrayList<>(List.of("{"));
              mapping
                  .entries()
                  .forEach(
                      (key, value) -> {
                        inside.add(":" + key);
                        add(value, inside);
                      });
              inside.add("}");
              return inside;
            }));
  }
}
