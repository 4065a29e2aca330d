package io.godwit.e2e.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import io.godwit.model.file.Shape;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F2: a version is taken over from the repository of another environment, and back")
final class CopyElsewhereTest {

  private static final int VALUES = 1 << 20;

  @TempDir Path folder;
  private Path hub;
  private Path shop;

  @BeforeEach
  void aHubWithTwoVersionsAndAShop() throws IOException {
    hub = folder.resolve("hub");
    shop = folder.resolve("shop");
    write(hub, "godwit.yaml", "system: hub\ntargets:\n  models: { provider: model }\n");
    write(
        shop,
        "godwit.yaml",
        """
        system: shop
        targets:
          models: { provider: model, registry: shop }
        environments:
          hub: { repository: { url: ../hub/.godwit/repository } }
        """);
    model("v1", 1);
    model("v2", 2);
    step(hub, 1, "publish", "version: 1.0.0, from: ../../v1, alias: champion, license: MIT");
    step(hub, 2, "publish", "version: 2.0.0, from: ../../v2, license: MIT, source: run 7");
    assertThat(up(hub).ending()).isEqualTo(Ending.DONE);
  }

  private static void write(Path project, String path, String text) throws IOException {
    Files.createDirectories(project.resolve(path).getParent());
    Files.writeString(project.resolve(path), text);
  }

  private static void step(Path project, int number, String step, String settings)
      throws IOException {
    write(
        project,
        "migrations/00" + number + "_step/migration.yaml",
        """
        id: step-%d
        to: %d.0.0
        steps:
          - { id: ranker, use: model.%s, target: models, with: { model: ranker, %s } }
        """
            .formatted(number, number, step, settings));
  }

  /** The versions of a model differ in their last values only. */
  private void model(String name, float last) throws IOException {
    float[] values = new float[VALUES];
    Random random = new Random(6);
    for (int i = 0; i < VALUES; i++) {
      values[i] = random.nextFloat();
    }
    values[VALUES - 1] = last;
    Path path = Files.createDirectories(hub.resolve(name)).resolve("model.safetensors");
    try (OutputStream out = Files.newOutputStream(path)) {
      new SafetensorsWriter().add("w", Shape.of(VALUES), values).writeTo(out);
    }
  }

  private static RunReport up(Path project) {
    try (Godwit godwit = open(project)) {
      return godwit.up(Optional.empty(), Consent.NONE);
    }
  }

  private static Godwit open(Path project) {
    return Godwit.builder().project(project).variables(name -> Optional.empty()).build();
  }

  private static Map<String, String> holds(Path project) {
    try (Godwit godwit = open(project)) {
      return godwit.status(false).targets().get(0).holds();
    }
  }

  private static long stored(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve(".godwit/repository"))) {
      return files.filter(Files::isRegularFile).mapToLong(CopyElsewhereTest::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void copiedByteForByteWithWhatWasThereStoredOnceAndTakenBack() throws IOException {
    Map<String, String> there = holds(hub);
    step(shop, 1, "copy", "version: 1.0.0, registry: models, environment: hub, alias: champion");
    assertThat(up(shop)).extracting(RunReport::message, RunReport::ending).contains(Ending.DONE);
    Map<String, String> first = holds(shop);
    assertThat(first)
        .containsEntry("ranker:champion", "1.0.0")
        .containsEntry("ranker@1.0.0", there.get("ranker@1.0.0"));
    long before = stored(shop);
    assertThat(before).isGreaterThan(VALUES);

    step(shop, 2, "copy", "version: 2.0.0, registry: models, environment: hub, alias: champion");
    assertThat(up(shop)).extracting(RunReport::message, RunReport::ending).contains(Ending.DONE);
    assertThat(holds(shop))
        .containsEntry("ranker:champion", "2.0.0")
        .containsEntry("ranker@2.0.0", there.get("ranker@2.0.0"));
    assertThat(stored(shop) - before).isLessThan(VALUES / 2);

    try (Godwit godwit = open(shop)) {
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
    }
    assertThat(holds(shop)).isEqualTo(first);
    assertThat(holds(hub)).isEqualTo(there);
  }

  @Test
  void whatIsNotThereIsSaidBeforeAnythingRuns() throws IOException {
    step(shop, 1, "copy", "version: 9.0.0, registry: models, environment: hub");
    assertThatThrownBy(() -> up(shop))
        .hasMessageContaining("GW-541")
        .hasMessageContaining("it has [1.0.0, 2.0.0]");
    step(shop, 1, "copy", "version: 1.0.0, registry: models, environment: moon");
    assertThatThrownBy(() -> up(shop)).hasMessageContaining("moon").hasMessageContaining("hub");
    step(shop, 1, "copy", "version: 1.0.0");
    assertThatThrownBy(() -> up(shop)).hasMessageContaining("GW-544");
  }

  @Test
  void whatIsBrokenThereIsNotCopied() throws IOException {
    step(shop, 1, "copy", "version: 1.0.0, registry: models, environment: hub");
    try (Stream<Path> files = Files.walk(hub.resolve(".godwit/repository"))) {
      for (Path pack : files.filter(file -> size(file) > VALUES).toList()) {
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);
      }
    }
    RunReport report = up(shop);
    assertThat(report.ending()).isEqualTo(Ending.FAILED);
    assertThat(report.message()).contains("GW-6");
    assertThat(holds(shop)).isEmpty();
  }
}
