package io.godwit.model.step;

import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.Version;
import io.godwit.api.step.StepContext;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.Card;
import java.util.Map;
import java.util.TreeMap;

/** Writes the card of a version that is to be published, short enough for a checkpoint. */
final class Cards {

  private static final int LONGEST = 48 * 1024;

  private Cards() {}

  static String write(
      PublishStep step, StepContext context, StagedArtifact content, Inspection inspection) {
    Map<String, String> lineage = new TreeMap<>();
    step.description().license().ifPresent(license -> lineage.put("license", license));
    step.description().source().ifPresent(source -> lineage.put("source", source));
    lineage.put("run", context.effect().run().toString());
    lineage.put("step", context.effect().step().value());
    Card card =
        new Card(
            1,
            step.model(),
            step.version().value(),
            content.contentDigest().toString(),
            lineage,
            step.description().parents().stream().map(Version::value).toList(),
            step.description().metadata(),
            inspection.models(),
            Map.of(
                "tensors", inspection.tensors(),
                "parameters", inspection.parameters(),
                "bytes", content.sizeBytes()),
            inspection.warnings());
    String whole = card.toJson();
    return whole.length() <= LONGEST ? whole : card.inTotal().toJson();
  }
}
