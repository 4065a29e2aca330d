package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.OLD;
import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Version;
import io.godwit.api.run.Backup;
import io.godwit.api.run.Consent;
import io.godwit.api.run.StatusView;
import io.godwit.e2e.durability.GodwitProcess.Ended;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What they look at is what must hold after any kill, so it does not matter where one falls. */
@DisabledOnOs(OS.WINDOWS)
@DisplayName("F2, E9: a restore that is killed with -9 is simply repeated, and ends whole")
final class KilledRestoreTest {

  private static final int FILES = 60;
  private static final long A_MOMENT = TimeUnit.MICROSECONDS.toNanos(200);

  @TempDir Path folder;

  @Test
  @DisplayName("A13: artifacts get")
  void artifactsThatAreLaidOut() throws Exception {
    HybridProject project = new HybridProject(folder.resolve("project"));
    Path source = source(project);
    done(GodwitProcess.run(project, "artifacts", "put", "docs@1", source.toString()));
    Path out = folder.resolve("out");
    Path making = folder.resolve(".out.godwit-export");
    String[] get = {"artifacts", "get", "docs@1", out.toString()};

    for (int files : new int[] {0, FILES / 2}) {
      try (GodwitProcess process = GodwitProcess.start(project, get)) {
        boolean over = false;
        while (!over && files(making) < files + 1) {
          over = process.endsWithin(A_MOMENT);
        }
        process.kill();
      }
      if (!Files.exists(out)) {
        continue;
      }
      requireSame(source, out);
      remove(out);
    }
    done(GodwitProcess.run(project, get));

    requireSame(source, out);
    assertThat(making).doesNotExist();
  }

  @Test
  @DisplayName("A6: all targets of a release out of what was captured of them")
  void targetsThatAreBroughtBack() throws Exception {
    HybridProject project = new HybridProject(folder.resolve("project"));
    StatusView old;
    try (Godwit godwit = project.open()) {
      var first = godwit.up(Optional.of(new Version(OLD)), Consent.NONE);
      assertThat(first.message()).isEmpty();
      old = project.status();
      var second = godwit.up(Optional.empty(), Consent.NONE, Backup.TAKEN);
      assertThat(second.message()).isEmpty();
    }
    String[] restore = {"rollback", "--to", OLD, "--strategy", "restore", "--yes"};

    try (GodwitProcess process = GodwitProcess.start(project, restore)) {
      for (int line = 0; line < 3; line++) {
        var unused = process.next();
      }
      process.kill();
    }
    assertThat(project.status().release().orElse("none")).isIn(OLD, NEW);
    done(GodwitProcess.run(project, restore));

    StatusView found = project.status();
    assertThat(found.release()).contains(OLD);
    assertThat(found.running()).isEmpty();
    assertThat(found.attention()).isEmpty();
    // A version that was published since then stays; the alias is where it was.
    assertThat(champion(found)).contains("1.0.0");
    assertThat(withoutModels(found)).isEqualTo(withoutModels(old));
  }

  private static Optional<String> champion(StatusView status) {
    return status.targets().stream()
        .filter(target -> target.name().equals("models"))
        .flatMap(target -> Optional.ofNullable(target.holds().get("ranker:champion")).stream())
        .findFirst();
  }

  private static Map<String, String> withoutModels(StatusView status) {
    Map<String, String> digests = new TreeMap<>(digests(status));
    digests.remove("models");
    return digests;
  }

  private static Path source(HybridProject project) throws IOException {
    Path source = Files.createDirectories(project.folder().resolve("docs"));
    Random random = new Random(1);
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = new byte[i == FILES - 1 ? 8 << 20 : 100_000];
      random.nextBytes(bytes);
      Files.write(source.resolve("file-" + (100 + i)), bytes);
    }
    return source;
  }

  /** How many there are; 0 where there is no folder yet, or none any more. */
  private static long files(Path making) throws IOException {
    try (Stream<Path> all = Files.list(making)) {
      return all.count();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static void requireSame(Path source, Path out) throws IOException {
    assertThat(files(out)).isEqualTo(FILES);
    try (Stream<Path> all = Files.list(source)) {
      for (Path file : all.toList()) {
        assertThat(Files.mismatch(file, out.resolve(file.getFileName())))
            .as("%s", file)
            .isEqualTo(-1);
      }
    }
  }

  private static void remove(Path out) throws IOException {
    try (Stream<Path> all = Files.list(out)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(out);
  }

  private static void done(Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
  }
}
