package io.godwit.model.tool;

import io.godwit.model.compare.TensorLine;
import io.godwit.model.inspect.FileReport;
import io.godwit.model.registry.Card;
import io.godwit.model.report.ModelDetail;
import io.godwit.model.report.ModelLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A version as {@code models show} prints it.
 *
 * @param lineage what its card says of where it comes from and how it was checked
 * @param models its model files in numbers
 */
record VersionView(
    String model,
    String version,
    List<String> aliases,
    Instant publishedAt,
    String digest,
    long bytes,
    int files,
    long parameters,
    List<String> parents,
    Map<String, String> lineage,
    Map<String, String> metadata,
    List<String> warnings,
    List<FileReport> models,
    List<TensorLine> tensors) {

  static VersionView of(ModelDetail detail) {
    ModelLine line = detail.version();
    Optional<Card> card = detail.card();
    Map<String, String> lineage = new TreeMap<>();
    card.ifPresent(
        known -> known.lineage().forEach((key, text) -> lineage.put(key.replace('-', '_'), text)));
    return new VersionView(
        line.model(),
        line.version(),
        line.aliases(),
        line.publishedAt(),
        line.digest(),
        line.bytes(),
        line.files(),
        detail.parameters(),
        card.map(Card::parents).orElse(List.of()),
        lineage,
        card.map(Card::metadata).orElse(Map.of()),
        card.map(Card::warnings).orElse(List.of()),
        card.map(Card::files).orElse(List.of()),
        detail.tensors());
  }
}
