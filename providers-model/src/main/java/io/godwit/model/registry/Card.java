package io.godwit.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.api.artifact.Contents;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.model.file.ModelError;
import io.godwit.model.inspect.FileReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is recorded about a version when it is published: {@code card.json} in an artifact of its
 * own, so that the version's content is just what its maker gave.
 *
 * @param format 1
 * @param model the model's name
 * @param version the version
 * @param content the digest of the version's content
 * @param lineage where it comes from: {@code source}, {@code license}, {@code run}, {@code step},
 *     {@code converted}, {@code copied-from}; which files say what it is: {@code license-files},
 *     {@code card-files}; how and when it was checked: {@code check}, {@code checked-at}
 * @param parents the versions from which it was made
 * @param metadata what its author says
 * @param files the model files in numbers; empty where there are too many of them to keep
 * @param totals {@code tensors}, {@code parameters} and {@code bytes} of all files
 * @param warnings what the check said
 */
public record Card(
    int format,
    String model,
    String version,
    String content,
    Map<String, String> lineage,
    List<String> parents,
    Map<String, String> metadata,
    List<FileReport> files,
    Map<String, Long> totals,
    List<String> warnings) {

  /** The name of the file. */
  public static final String FILE = "card.json";

  private static final int LONGEST = 1 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** Copies the collections. */
  public Card {
    lineage = Map.copyOf(new TreeMap<>(lineage));
    parents = List.copyOf(parents);
    metadata = Map.copyOf(metadata);
    files = List.copyOf(files);
    totals = Map.copyOf(totals);
    warnings = List.copyOf(warnings);
  }

  /** A piece of the lineage of a card that there may be. */
  public static Optional<String> lineage(Optional<Card> card, String key) {
    return card.flatMap(known -> Optional.ofNullable(known.lineage().get(key)));
  }

  /** The versions from which it was made. */
  public List<Version> parentVersions() {
    return parents.stream().map(Version::new).toList();
  }

  /** The same without what it says of each file. */
  public Card inTotal() {
    return new Card(
        format, model, version, content, lineage, parents, metadata, List.of(), totals, List.of());
  }

  /** The card as JSON. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a card is plain data", e);
    }
  }

  /**
   * Reads the card out of its artifact.
   *
   * @throws GodwitException if it is no card
   */
  public static Card read(Contents contents) {
    try (InputStream in = contents.open(FILE)) {
      return MAPPER.readValue(in.readNBytes(LONGEST), Card.class);
    } catch (IOException e) {
      throw new GodwitException(
          ModelError.BROKEN_CARD,
          "the card in "
              + contents.identity().manifest().key()
              + " cannot be read; verify the repository with `godwit artifacts verify`",
          e);
    }
  }
}
