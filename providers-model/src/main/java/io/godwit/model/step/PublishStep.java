package io.godwit.model.step;

import io.godwit.api.artifact.Contents;
import io.godwit.api.error.Fault;
import io.godwit.api.name.Version;
import io.godwit.model.registry.ModelName;
import io.godwit.model.signature.ModelSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the plan keeps of {@code model.publish}.
 *
 * @param models the versions that are published together
 */
public record PublishStep(List<Model> models) {

  /**
   * One version.
   *
   * @param input the name under which its files are the step's input
   * @param model the model's name
   * @param version the version to publish
   * @param alias the alias to move, and where the plan saw it
   * @param demands what the files must be
   * @param description what is recorded with the version
   * @param signature the signature that must hold
   * @param smoke the name under which its smoke test is the step's input
   */
  public record Model(
      String input,
      String model,
      Version version,
      Optional<AliasMove> alias,
      Demands demands,
      Description description,
      Optional<Signature> signature,
      Optional<String> smoke) {

    /** The version that it adds. */
    NewVersion added() {
      return new NewVersion(new ModelName(model), version, alias);
    }
  }

  /**
   * A signature that must hold.
   *
   * @param bundle the text of the signature
   * @param key the public key in PEM
   */
  public record Signature(String bundle, String key) {

    /** What of the content is not as it was signed. */
    List<Fault> faults(Contents contents) {
      return ModelSignature.read(bundle, key).faults(contents.listing());
    }
  }

  /** What is recorded with a version. */
  public record Description(
      Optional<String> license,
      Optional<String> source,
      List<Version> parents,
      Map<String, String> metadata) {}

  /** Copies the list. */
  public PublishStep {
    models = List.copyOf(models);
  }
}
