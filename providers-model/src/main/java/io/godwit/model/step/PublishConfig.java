package io.godwit.model.step;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.name.Version;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an author writes for {@code model.publish}. */
public record PublishConfig(
    @Doc("The model's name in the registry.") ModelName model,
    @Doc("The version to publish; once published it never changes.") Version version,
    @Doc("The folder or file with the model, relative to the migration.") String from,
    @Doc("An alias that shall name this version, such as champion.") Optional<AliasName> alias,
    @Doc("The licence, best as an SPDX identifier.") Optional<String> license,
    @Doc("Where the model comes from: a commit, an address, a training run.")
        Optional<String> source,
    @Doc("The versions of this model from which it was made.") List<Version> parents,
    @Doc("Whatever else shall be recorded with the version.") Map<String, String> metadata,
    @Doc("Tensors that must be there, with type and shape: F32[2,768], [2,768] or F32.")
        Map<String, String> expect,
    @Doc("Files of other formats that belong to the model, by their paths in its folder.")
        List<String> carry,
    @Doc("Whether oddities that loaders accept are errors.") @Default("false") boolean strict,
    @Doc("What the model may take: bytes, parameters, types.") Optional<Limits> limits,
    @Doc("Whether headers are read (quick), or all values too (full): NaN, infinities, booleans.")
        @Default("quick")
        Demands.Check check,
    @Doc("Tensors that may hold NaN and infinities, by names with * for any text.")
        List<String> allow,
    @Doc("The model's signature, which must hold: OpenSSF model signing, with a public key.")
        Optional<Signed> signature,
    @Doc("Inputs and expected outputs on which an ONNX file is run, relative to the migration.")
        Optional<String> smoke,
    @Doc("Other versions that are published with it, all or none; each is written as this one.")
        List<PublishConfig> also) {

  /** This version and all others, in the order in which they are written. */
  List<PublishConfig> all() {
    return Stream.concat(Stream.of(this), also.stream().flatMap(one -> one.all().stream()))
        .toList();
  }

  /** Where signature and key are. */
  public record Signed(
      @Doc("The signature's file, such as model.sig, relative to the migration.") String bundle,
      @Doc("The public key in PEM, relative to the migration.") String key) {}
}
