package io.godwit.api.embedding;

import io.godwit.api.name.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Everything about an embedder that decides what vector a text gets, and nothing else: no address,
 * no key, no version of a runtime.
 *
 * @param model which model
 * @param vector what its vectors look like
 * @param text how texts are prepared
 * @param further what else decides, in the provider's own words; empty for most
 */
public record EmbedderIdentity(
    EmbedderModel model, VectorForm vector, TextForm text, Map<String, String> further) {

  /** Copies the map. */
  public EmbedderIdentity {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(vector, "vector");
    Objects.requireNonNull(text, "text");
    further = Collections.unmodifiableMap(new TreeMap<>(further));
  }

  /** The SHA-256 of {@link #canonicalJson}. */
  public EmbedderFingerprint fingerprint() {
    return new EmbedderFingerprint(Digest.of(canonicalJson()));
  }

  /**
   * The identity as JSON in canonical form (RFC 8785: keys sorted, no white space): keys {@code
   * dimension, element, further, model, normalised, pooling, provider, revision, text}, and in
   * {@code text} {@code document_prefix, max_tokens, query_prefix, tokenizer, truncation}. All of
   * them are always there.
   */
  public String canonicalJson() {
    CanonicalObject preparation =
        new CanonicalObject()
            .text("document_prefix", text.documentPrefix())
            .number("max_tokens", text.maxTokens())
            .text("query_prefix", text.queryPrefix())
            .text("tokenizer", text.tokenizer())
            .text("truncation", text.truncation().name());
    CanonicalObject rest = new CanonicalObject();
    further.forEach(rest::text);
    return new CanonicalObject()
        .number("dimension", vector.dimension())
        .text("element", vector.element().name())
        .object("further", rest)
        .text("model", model.id())
        .bool("normalised", vector.normalised())
        .text("pooling", vector.pooling())
        .text("provider", model.provider())
        .text("revision", model.revision())
        .object("text", preparation)
        .toString();
  }
}
