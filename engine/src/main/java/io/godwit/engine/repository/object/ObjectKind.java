package io.godwit.engine.repository.object;

import io.godwit.api.storage.ObjectKey;

/** The kinds of objects, each with its place. */
public enum ObjectKind {
  CATALOG("catalogs/", ".json"),
  MANIFEST("manifests/", ".json"),
  PACK("packs/", ".gwp"),
  CONDEMNED("gc/", ".json");

  private final String prefix;
  private final String suffix;

  ObjectKind(String prefix, String suffix) {
    this.prefix = prefix;
    this.suffix = suffix;
  }

  /** What all keys of this kind begin with. */
  public String prefix() {
    return prefix;
  }

  /** The key of a new object. */
  public ObjectKey key(String id) {
    String folder = this == PACK ? id.substring(id.length() - 2) + "/" : "";
    return new ObjectKey(prefix + folder + id + suffix);
  }

  /** Whether a key is of this kind. */
  public boolean holds(ObjectKey key) {
    return key.value().startsWith(prefix) && key.value().endsWith(suffix);
  }
}
