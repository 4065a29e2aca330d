package io.godwit.api.embedding;

/** What a text is embedded for. Models that were trained on pairs treat the two differently. */
public enum TextRole {
  /** To be found. */
  DOCUMENT,
  /** To find with. */
  QUERY
}
