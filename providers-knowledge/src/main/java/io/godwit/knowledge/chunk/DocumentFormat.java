package io.godwit.knowledge.chunk;

import java.util.Locale;
import java.util.Optional;

/** The formats of documents that can be cut, known by the ends of their names. */
public enum DocumentFormat {
  /** CommonMark and its relatives: headings and fenced code are respected. */
  MARKDOWN("text/markdown"),
  /** Paragraphs with blank lines between them. */
  PLAIN("text/plain"),
  /** Web pages: what they show, with headings and preformatted text. */
  HTML("text/html");

  private final String mediaType;

  DocumentFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The IANA media type. */
  public String mediaType() {
    return mediaType;
  }

  /** The format of a file by its name; empty when it is none of these. */
  public static Optional<DocumentFormat> of(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".md") || lower.endsWith(".markdown")) {
      return Optional.of(MARKDOWN);
    }
    if (lower.endsWith(".html") || lower.endsWith(".htm") || lower.endsWith(".xhtml")) {
      return Optional.of(HTML);
    }
    return lower.endsWith(".txt") ? Optional.of(PLAIN) : Optional.empty();
  }
}
