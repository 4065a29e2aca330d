package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.OLD;
import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.godwit.e2e.durability.GodwitProcess.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@DisplayName("disk full: a clear error, nothing lost, and it goes on when there is room")
class DiskFullTest {

  private static final String MEGABYTES = "4m";

  @TempDir Path folder;

  private HybridProject project;
  private Path small;
  private boolean mounted;

  @BeforeEach
  void makeAProject() throws IOException {
    project = new HybridProject(folder.resolve("project"));
    small = Files.createDirectory(folder.resolve("small"));
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", small.toString());
    }
  }

  @Test
  void theRepositoryMayNotGrowAnyMore() throws Exception {
    project.model("models/ranker-2", 2f, 2 << 20);
    Map<String, String> old = atTheOldRelease();

    List<String> fourMegabytes = List.of("bash", "-c", "ulimit -f 4096; exec \"$@\"", "limited");
    try (GodwitProcess process = GodwitProcess.start(project, fourMegabytes, "up")) {
      refused(process.ended(), old, "GW-607", "no room left", "make room");
    }
    goesOn();
  }

  @Test
  void theStateStoreIsFull() throws Exception {
    mount();
    project.with("STATE_URL", "jdbc:sqlite:" + small.resolve("state.db"));
    Map<String, String> old = atTheOldRelease();

    fill();
    refused(GodwitProcess.run(project, "up"), old, "GW-240", "see whether its disk is full");
    goesOn();
  }

  @Test
  void aTargetIsFull() throws Exception {
    mount();
    project.with("APP_URL", "jdbc:sqlite:" + small.resolve("app.db"));
    Map<String, String> old = atTheOldRelease();

    fill();
    try (GodwitProcess process = GodwitProcess.start(project, "up")) {
      process.until("apply failed and is tried again: GW-307");
      empty();
      Ended ended = process.ended();
      assertThat(ended.exit()).as(ended.toString()).isZero();
      assertThat(ended.err()).contains("make room on the disk");
    }
    goesOn();
    assertThat(digests(project.status())).isNotEqualTo(old);
  }

  private Map<String, String> atTheOldRelease() {
    Ended ended = GodwitProcess.run(project, "up", "--to", OLD);
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return digests(project.status());
  }

  private void refused(Ended ended, Map<String, String> old, String... said) throws IOException {
    assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
    assertThat(ended.err()).contains(said);
    empty();
    assertThat(project.status().release()).contains(OLD);
    assertThat(digests(project.status())).isEqualTo(old);
  }

  private void goesOn() {
    Ended again = GodwitProcess.run(project, "up");
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(project.status().release()).contains(NEW);
    assertThat(project.status().running()).isEmpty();
  }

  /** A file system of a few megabytes; only root may have one. */
  private void mount() throws Exception {
    mounted =
        "root".equals(System.getProperty("user.name"))
            && run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES, "godwit", small.toString())
                == 0;
    assumeTrue(mounted, "mounting needs root, outside of most containers");
  }

  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(small.resolve("ballast"))) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertThat(small.toFile().getUsableSpace()).isZero();
    }
  }

  private void empty() throws IOException {
    Files.deleteIfExists(small.resolve("ballast"));
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
