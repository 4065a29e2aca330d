package io.godwit.knowledge.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderFingerprint;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.embedding.EmbedderCalls;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks embedders, while a plan is made, whether they answer. */
public final class Probes {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Probes() {}

  /** What a person should know about the embedder of a plan. */
  public static List<String> warnings(Embedder embedder, EmbedderRef ref) {
    return fault(embedder)
        .map(fault -> "embedder " + ref + " does not answer now: " + fault)
        .stream()
        .toList();
  }

  /**
   * What a person should know about the embedder of the version that a rollback would return to:
   * the vectors are kept, but an application cannot ask them anything without it.
   */
  public static List<String> rollbackWarnings(
      Embedders embedders, EmbedderFingerprint fingerprint, String identity) {
    Optional<EmbedderRef> old = find(embedders, fingerprint, identity);
    if (old.isEmpty()) {
      return List.of(
          "rollback is of no use to readers: no embedder of the project gives the vectors of the"
              + " present version ("
              + shown(identity)
              + "); keep it under embedders");
    }
    try (Embedder embedder = embedders.open(old.get())) {
      return fault(embedder)
          .map(
              fault ->
                  "rollback is of no use to readers: the embedder of the present version, "
                      + old.get()
                      + ", does not answer: "
                      + fault)
          .stream()
          .toList();
    }
  }

  private static Optional<String> fault(Embedder embedder) {
    return new EmbedderCalls(embedder)
        .probe()
        .fold(
            vectors -> Optional.empty(),
            fault -> Optional.of(fault.toString()),
            fault -> Optional.of(fault.toString()),
            fault -> Optional.of(fault.toString()));
  }

  /** By fingerprint among the project's, or as one that needs no more than its dimension. */
  static Optional<EmbedderRef> find(
      Embedders embedders, EmbedderFingerprint fingerprint, String identity) {
    Stream<EmbedderRef> named = embedders.names().stream().map(EmbedderRef::named);
    return Stream.concat(named, Stream.of(described(identity)))
        .filter(ref -> fits(embedders, ref, fingerprint))
        .findFirst();
  }

  /** An identity in a few words. */
  public static String shown(String identity) {
    JsonNode json = read(identity);
    return json.path("provider").asText()
        + "/"
        + json.path("model").asText()
        + " at dimension "
        + json.path("dimension").asText();
  }

  private static EmbedderRef described(String identity) {
    JsonNode json = read(identity);
    return EmbedderRef.described(
        Map.of(
            "provider", json.path("provider").asText(),
            "dimension", json.path("dimension").asText()));
  }

  private static JsonNode read(String identity) {
    try {
      return JSON.readTree(identity);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean fits(
      Embedders embedders, EmbedderRef ref, EmbedderFingerprint fingerprint) {
    try (Embedder embedder = embedders.open(ref)) {
      return embedder.identity().fingerprint().equals(fingerprint);
    } catch (GodwitException e) {
      // What cannot be opened is not the embedder that is looked for.
      return false;
    }
  }
}
