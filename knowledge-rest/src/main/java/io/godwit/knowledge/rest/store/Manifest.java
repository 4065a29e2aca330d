package io.godwit.knowledge.rest.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.knowledge.store.Versions.Binding;
import java.util.Optional;

/**
 * What a copied version says of itself, in a point of its own.
 *
 * @param collection the collection that it is a version of
 * @param binding what its vectors and chunks are bound to
 * @param origin where it comes from
 * @param progress how far it has come
 */
public record Manifest(String collection, Binding binding, Origin origin, Progress progress) {

  private static final long FORMAT = 1;

  /** How far a version has come. */
  public enum State {
    /** It is being filled; no reader has seen it. */
    BUILDING,
    /** All of it is there. */
    BUILT,
    /** It was undone; its rows are still there. */
    ABANDONED
  }

  /**
   * Where a version comes from.
   *
   * @param source the key of the version that it is a copy of, in its store
   * @param run the run that has made it
   * @param base what readers saw under the alias when it was begun
   */
  public record Origin(String source, String run, Optional<String> base) {}

  /**
   * How far a version has come.
   *
   * @param state the state
   * @param complete whether all of it was there once, which stays so when it is undone
   * @param documents how many documents it has, when it is complete
   * @param chunks how many chunks
   * @param refused the key of the effect that comes too late when it comes: the one that was undone
   */
  public record Progress(
      State state, boolean complete, long documents, long chunks, String refused) {

    static final Progress NONE = new Progress(State.BUILDING, false, 0, 0, "");
  }

  /** Of a version that begins. */
  public static Manifest begin(String collection, Binding binding, Origin origin) {
    return new Manifest(collection, binding, origin, Progress.NONE);
  }

  /** Of a version that was taken back before anything of it was there. */
  public static Manifest unwanted(String collection, String run, String refused) {
    return new Manifest(
        collection,
        new Binding("", "", "", "", 1),
        new Origin("", run, Optional.empty()),
        new Progress(State.ABANDONED, false, 0, 0, refused));
  }

  /** The same, that far. */
  public Manifest at(Progress now) {
    return new Manifest(collection, binding, origin, now);
  }

  /** As it is stored. */
  public Point point() {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("kind", Point.Kind.MANIFEST.word());
    payload.put("at", 0L);
    payload.put("format", FORMAT);
    payload.put("collection", collection);
    payload.put("chunking", binding.chunkingJson());
    payload.put("chunking_fingerprint", binding.chunking());
    payload.put("embedder", binding.embedderJson());
    payload.put("embedder_fingerprint", binding.embedder());
    payload.put("dimension", (long) binding.dimension());
    payload.put("source", origin.source());
    payload.put("run", origin.run());
    payload.put("base", origin.base().orElse(""));
    payload.put("state", progress.state().name());
    payload.put("complete", progress.complete() ? 1L : 0L);
    payload.put("documents", progress.documents());
    payload.put("chunks", progress.chunks());
    payload.put("refused", progress.refused());
    return new Point(Point.Kind.MANIFEST, 0, payload, new float[0]);
  }

  /** Reads one. */
  static Manifest of(Row row) {
    if (row.number("format") != FORMAT) {
      throw Row.bad("format " + row.number("format") + ", which this Godwit does not know");
    }
    return new Manifest(
        row.text("collection"),
        new Binding(
            row.text("chunking_fingerprint"),
            row.text("chunking"),
            row.text("embedder_fingerprint"),
            row.text("embedder"),
            Math.toIntExact(row.number("dimension"))),
        new Origin(
            row.text("source"),
            row.text("run"),
            Optional.of(row.text("base")).filter(base -> !base.isEmpty())),
        new Progress(
            state(row.text("state")),
            row.number("complete") == 1,
            row.number("documents"),
            row.number("chunks"),
            row.text("refused")));
  }

  private static State state(String word) {
    try {
      return State.valueOf(word);
    } catch (IllegalArgumentException e) {
      throw Row.bad("the state " + word);
    }
  }
}
