package io.godwit.knowledge.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.api.embedding.VectorForm;
import java.io.UncheckedIOException;

/** What the vectors of a store look like, by the embedder's canonical JSON that is kept there. */
public final class SpaceForm {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SpaceForm() {}

  /** The form that the canonical JSON of an embedder has. */
  public static VectorForm of(String embedder) {
    try {
      JsonNode json = JSON.readTree(embedder);
      return new VectorForm(
          json.path("dimension").asInt(),
          VectorForm.Element.valueOf(json.path("element").asText()),
          json.path("pooling").asText(),
          json.path("normalised").asBoolean());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
