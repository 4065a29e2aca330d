package io.godwit.knowledge.rest.store;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.rest.RestError;
import io.godwit.knowledge.rest.store.Manifest.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The versions of collections in a store: each a collection of its own, whose name is the
 * collection's and a part of the digest that names the step; readers find the active one under the
 * collection's name, which is an alias.
 */
public final class Copies {

  private static final Pattern OWN = Pattern.compile(".+--[0-9a-f]{16}");
  private static final int SHOWN = 16;

  private final VectorStore store;

  /** In this store. */
  public Copies(VectorStore store) {
    this.store = store;
  }

  /** The store. */
  public VectorStore store() {
    return store;
  }

  /** The name of the version of a collection that a step builds. */
  public static String name(String collection, Digest origin) {
    return collection + "--" + origin.hex().substring(0, SHOWN);
  }

  /** Whether a collection of the store is a version that was copied there. */
  public static boolean isOwn(String name) {
    return OWN.matcher(name).matches();
  }

  /** What a version says of itself; empty if it is not there or has not said it yet. */
  public Optional<Manifest> manifest(String name) {
    return store.get(name, Point.Kind.MANIFEST, 0).map(Manifest::of);
  }

  /** Stores what a version says of itself. */
  public void say(String name, Manifest manifest) {
    store.put(name, List.of(manifest.point()));
  }

  /** By collection, the version that readers see; those that are none of ours are left out. */
  public Map<String, String> active() {
    Map<String, String> active = new TreeMap<>();
    store
        .aliases()
        .forEach(
            (alias, name) -> {
              if (isOwn(name) && name.startsWith(alias + "--")) {
                active.put(alias, name);
              }
            });
    return active;
  }

  /** The last version that a run has built and not published. */
  public Optional<String> built(String collection, String run) {
    Map<String, String> active = active();
    return store.names().stream()
        .filter(name -> isOwn(name) && name.startsWith(collection + "--"))
        .filter(name -> !active.containsValue(name))
        .filter(
            name ->
                manifest(name)
                    .filter(found -> found.origin().run().equals(run))
                    .filter(found -> found.progress().state() == State.BUILT)
                    .isPresent())
        .findFirst();
  }

  /**
   * The rows of a version.
   *
   * @throws GodwitException {@link RestError#COPY_GONE} if it is not there any more
   */
  public CopiedRows rows(String name) {
    return new CopiedRows(
        store,
        name,
        manifest(name)
            .orElseThrow(
                () ->
                    new GodwitException(
                        RestError.COPY_GONE,
                        "The version "
                            + name
                            + ", which is being read, is not in the store any more; take the run"
                            + " back and plan again")));
  }
}
