package io.godwit.model.step;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.artifact.Verification;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Finding;
import io.godwit.api.step.StepContext;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a version is what its maker gave: every byte in the repository has its digest, every
 * model file keeps its format's rules, and, once published, catalog and alias say so.
 */
public final class VersionVerification {

  private static final String BROKEN =
      "repair the repository with `godwit artifacts verify`, or publish from the files again";

  private final ModelRegistry registry;
  private final NewVersion step;
  private final Demands demands;
  private final StagedArtifact content;
  private final StepContext context;
  private final List<Finding> findings = new ArrayList<>();

  /** Of a version that a step adds, with this content. */
  public VersionVerification(
      ModelRegistry registry,
      NewVersion step,
      Demands demands,
      StagedArtifact content,
      StepContext context) {
    this.demands = demands.quickly();
    this.registry = registry;
    this.step = step;
    this.content = content;
    this.context = context;
  }

  /** What was found. */
  public List<Finding> findings() {
    Verification read = registry.artifacts().verify(content.manifest(), 1);
    read.faults().forEach(fault -> findings.add(Finding.error(fault.toString(), BROKEN)));
    if (read.clean()) {
      findings.add(Finding.info(read.bytes() + " bytes read again, each with its digest"));
      inspect();
    }
    Catalog catalog = registry.artifacts().catalog();
    if (new MarkedStep(registry, context).isPublished(catalog)) {
      checkCatalog(catalog);
    }
    return findings;
  }

  private void inspect() {
    Inspection inspection =
        Examination.of(registry.artifacts().contents(content.manifest()), demands);
    inspection
        .faults()
        .forEach(fault -> findings.add(Finding.error(fault.toString(), "publish other files")));
    inspection.warnings().forEach(warning -> findings.add(Finding.warning(warning, "")));
    findings.add(
        Finding.info(
            inspection.tensors()
                + " tensors with "
                + inspection.parameters()
                + " parameters keep the rules of their formats"));
  }

  private void checkCatalog(Catalog catalog) {
    ModelName model = step.model();
    Optional<Digest> published =
        catalog
            .find(registry.version(model, step.version()))
            .map(PublishedArtifact::content)
            .map(StagedArtifact::contentDigest);
    if (!published.equals(Optional.of(content.contentDigest()))) {
      findings.add(
          Finding.error(
              registry.version(model, step.version())
                  + " is published with "
                  + published.map(Digest::toString).orElse("nothing")
                  + ", not with "
                  + content.contentDigest(),
              "see who has changed the catalog"));
    }
    step.alias()
        .filter(
            move ->
                !registry
                    .named(catalog, model, new AliasName(move.name()))
                    .equals(Optional.of(step.version())))
        .ifPresent(
            move ->
                findings.add(
                    Finding.error(
                        "alias " + model + ":" + move.name() + " does not name " + step.version(),
                        "see who has moved it")));
  }
}
