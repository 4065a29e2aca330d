package io.godwit.knowledge.metadata;

import io.godwit.api.config.Doc;
import io.godwit.knowledge.build.CollectionName;
import java.util.List;
import java.util.Map;

/** What an author writes of a {@code knowledge.transform-metadata}. */
public record TransformMetadataConfig(
    @Doc("The collection.") CollectionName collection,
    @Doc("Where values go: from a place to another, with dots between names.")
        Map<String, String> move,
    @Doc("What a place gets where there is nothing: JSON, or else a text.")
        Map<String, String> defaults,
    @Doc("Places whose values go; the version before keeps them until it is retired.")
        List<String> remove,
    @Doc(
            "What has to be known about each document then: a place and text, integer, number,"
                + " boolean, list or object, with a ? where it may be missing.")
        Map<String, String> schema) {

  /** Refuses a step that would change nothing, and places that are none. */
  public TransformMetadataConfig {
    if (move.isEmpty() && defaults.isEmpty() && remove.isEmpty()) {
      throw new IllegalArgumentException("give move, defaults or remove: there is nothing to do");
    }
    move.forEach(
        (from, to) -> {
          check(from);
          check(to);
        });
    defaults.keySet().forEach(TransformMetadataConfig::check);
    remove.forEach(TransformMetadataConfig::check);
    var unused = new MetadataSchema(schema);
    if (move.values().stream().distinct().count() < move.size()) {
      throw new IllegalArgumentException("two values would move to one place");
    }
  }

  static void check(String place) {
    for (String name : place.split("\\.", -1)) {
      if (name.isBlank()) {
        throw new IllegalArgumentException(
            "a place is names with dots between them, not '" + place + "'");
      }
    }
  }
}
