package io.godwit.knowledge.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.chunk.DocumentFacts;
import io.godwit.knowledge.chunk.DocumentFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The documents of a folder, or of one file: what the patterns of a step leave of them. */
public final class DocumentSource {

  /** What is a document where a step does not say. */
  static final List<String> INCLUDE =
      List.of("**/*.md", "**/*.markdown", "**/*.txt", "**/*.html", "**/*.htm", "**/*.jsonl");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileTree tree;
  private final List<FileTree.Entry> entries;

  DocumentSource(FileTree tree, List<String> include, List<String> exclude) {
    this.tree = tree;
    Glob in = new Glob(include);
    Glob out = new Glob(exclude);
    this.entries =
        tree.files().stream()
            .filter(entry -> in.matches(entry.path()) && !out.matches(entry.path()))
            .sorted(Comparator.comparing(FileTree.Entry::path))
            .toList();
  }

  /** All documents, sorted by path. */
  List<FileTree.Entry> entries() {
    return entries;
  }

  /** The documents after a path. */
  List<FileTree.Entry> after(String path) {
    int from = 0;
    int to = entries.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (entries.get(middle).path().compareTo(path) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return entries.subList(from, entries.size());
  }

  InputStream open(String path) {
    return tree.open(path);
  }

  /** The SHA-256 of a document's bytes. */
  Digest digest(String path) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (InputStream in = tree.open(path);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      in.transferTo(out);
    }
    return Digest.finish(sha256);
  }

  /** Whether a file holds documents, one in each line. */
  static boolean hasRecords(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".jsonl");
  }

  /** How a document is cut: what is not Markdown is plain text. */
  public static DocumentFormat format(String path) {
    return DocumentFormat.of(path).orElse(DocumentFormat.PLAIN);
  }

  /** What is known about a document: JSON with sorted keys and no white space. */
  public static String metadata(String path, DocumentFacts facts) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", format(path).mediaType());
    metadata.put("title", facts.title());
    try {
      return JSON.writeValueAsString(metadata);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
