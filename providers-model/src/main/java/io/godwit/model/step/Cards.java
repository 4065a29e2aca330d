package io.godwit.model.step;

import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.api.step.StepContext;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.Card;
import io.godwit.model.smoke.SmokeTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes the card of a version that is to be published, short enough for a checkpoint. */
public final class Cards {

  private static final int LONGEST = 48 * 1024;
  private static final Pattern LICENSE =
      Pattern.compile("(?i)(.*/)?(licen[cs]e|notice|copying)[^/]*");
  private static final Pattern README = Pattern.compile("(?i)(readme|model_?card)(\\.[a-z]+)?");

  private final StepContext context;
  private final Map<String, String> lineage = new TreeMap<>();

  /** For the version that a step adds. */
  public Cards(StepContext context) {
    this.context = context;
    lineage.put("run", context.effect().run().toString());
    lineage.put("step", context.effect().step().value());
  }

  /** And records where it comes from. */
  public Cards from(String key, Optional<String> value) {
    value.ifPresent(text -> lineage.put(key, text));
    return this;
  }

  /** And records how it was checked. */
  public Cards checked(Demands demands) {
    lineage.put("check", demands.check().name().toLowerCase(Locale.ROOT));
    lineage.put("checked-at", context.clock().instant().toString());
    return this;
  }

  /** And records which of its files say what it is and may be used for. */
  public Cards files(FileTree tree) {
    from("license-files", named(tree, LICENSE));
    return from("card-files", named(tree, README));
  }

  private static Optional<String> named(FileTree tree, Pattern pattern) {
    List<String> paths =
        tree.files().stream()
            .map(FileTree.Entry::path)
            .filter(path -> pattern.matcher(path).matches())
            .limit(16)
            .toList();
    return Optional.of(String.join(", ", paths)).filter(text -> !text.isEmpty());
  }

  /** The card. */
  public String write(
      NewVersion added,
      StagedArtifact content,
      List<Version> parents,
      Map<String, String> metadata,
      Inspection inspection) {
    Card card =
        new Card(
            1,
            added.model().value(),
            added.version().value(),
            content.contentDigest().toString(),
            lineage,
            parents.stream().map(Version::value).toList(),
            metadata,
            inspection.models(),
            Map.of(
                "tensors", inspection.tensors(),
                "parameters", inspection.parameters(),
                "bytes", content.sizeBytes()),
            inspection.warnings());
    String whole = card.toJson();
    return whole.length() <= LONGEST ? whole : card.inTotal().toJson();
  }

  private static Optional<String> smoke(PublishStep.Model model, StepContext context) {
    return model.smoke().map(name -> SmokeTest.of(context.input(name)).words());
  }

  static String write(
      PublishStep.Model model, StepContext context, StagedArtifact content, Inspection inspection) {
    return new Cards(context)
        .from("license", model.description().license())
        .from("source", model.description().source())
        .checked(model.demands())
        .from("smoke-test", smoke(model, context))
        .from("signed-by", model.signature().map(given -> Digest.of(given.key()).toString()))
        .files(context.input(model.input()))
        .write(
            model.added(),
            content,
            model.description().parents(),
            model.description().metadata(),
            inspection);
  }
}
