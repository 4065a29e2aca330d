package io.godwit.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.api.storage.ObjectKey;
import io.godwit.model.file.ModelError;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a registry's snapshot says of versions and aliases (E8)")
class RegistrySnapshotTest {

  @Test
  void isReadAsItWasWritten() {
    ManifestRef manifest = new ManifestRef(new ObjectKey("manifests/1"), Digest.of("m"), 17);
    RegistrySnapshot snapshot =
        new RegistrySnapshot(
            Map.of(
                ArtifactId.of("models/ranker", "2.0.0"),
                new StagedArtifact(manifest, Digest.of("content"), 4_096, 2)),
            Map.of(new Alias(new ArtifactName("models/ranker"), "champion"), new Version("2.0.0")));

    assertThat(RegistrySnapshot.read(new TextTree(RegistrySnapshot.FILE, snapshot.write())))
        .isEqualTo(snapshot);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "godwit registry 2\n",
        "godwit registry 1\nversion a@1\n",
        "godwit registry 1\nalias ../x champion 1\n",
        "godwit registry 1\nversion models/r@1 k#sha256:00#1 sha256:00 -1 1\n"
      })
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> RegistrySnapshot.read(new TextTree(RegistrySnapshot.FILE, text)))
        .isInstanceOf(GodwitException.class)
        .extracting(e -> ((GodwitException) e).code())
        .isEqualTo(ModelError.NO_REGISTRY_SNAPSHOT);
  }
}
