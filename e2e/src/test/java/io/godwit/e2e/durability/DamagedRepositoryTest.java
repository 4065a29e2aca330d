package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.OLD;
import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.e2e.durability.GodwitProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("corrupt artifact (bit flip): named, never data")
class DamagedRepositoryTest {

  @TempDir Path folder;

  private HybridProject project;

  @BeforeEach
  void makeAProject() {
    project = new HybridProject(folder);
  }

  @Test
  void whatARunHasCapturedAndIsDamagedSinceIsNotPutIntoTheKnowledgeBase() throws Exception {
    try (HeldLock lock = HeldLock.onFile(folder.resolve("app.db"));
        GodwitProcess process = GodwitProcess.start(project, "up", "--verbose", "--to", OLD)) {
      process.until("intends to apply").kill();
      lock.release();
    }
    flip();

    Ended ended = GodwitProcess.run(project, "up");

    assertThat(ended.err()).contains("GW-620", "has a broken chunk", "rolling_back");
    assertThat(ended.exit()).as("begun again from the project's own files: " + ended).isZero();
    HybridProject sound = new HybridProject(folder.resolve("sound"));
    assertThat(GodwitProcess.run(sound, "up").exit()).isZero();
    assertThat(digests(project.status())).isEqualTo(digests(sound.status()));
  }

  @Test
  void theWayBackDoesWithoutTheBytesThatAreDamaged() throws Exception {
    assertThat(GodwitProcess.run(project, "up", "--to", OLD).exit()).isZero();
    Map<String, String> old = digests(project.status());
    assertThat(GodwitProcess.run(project, "up").exit()).isZero();
    assertThat(project.status().release()).contains(NEW);
    flip();

    Ended ended = GodwitProcess.run(project, "down");

    assertThat(ended.exit()).as(ended.toString()).isZero();
    assertThat(project.status().release()).contains(OLD);
    assertThat(digests(project.status())).isEqualTo(old);
  }

  /** Turns one bit in the middle of every pack. */
  private void flip() throws IOException {
    List<Path> packs;
    try (Stream<Path> all = Files.walk(folder.resolve(".godwit/repository/packs"))) {
      packs = all.filter(path -> path.toString().endsWith(".gwp")).toList();
    }
    assertThat(packs).isNotEmpty();
    for (Path pack : packs) {
      byte[] bytes = Files.readAllBytes(pack);
      bytes[bytes.length / 4] ^= 0x10;
      pack.toFile().setWritable(true);
      Files.write(pack, bytes);
    }
  }
}
