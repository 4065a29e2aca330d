package io.godwit.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.Fault;
import io.godwit.api.name.Digest;
import io.godwit.engine.config.ConfigError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A10: a checksum changes when and only when the files of a migration do")
class ChecksumsTest {

  @TempDir Path directory;
  private ProjectFolder project;

  @BeforeEach
  void project() {
    project = new ProjectFolder(directory);
  }

  @Test
  void everyByteOfUpAndDownCounts() {
    Digest before = project.pair("001_a", "").migrations().get(0).source().checksum();

    project.write("migrations/001_a.down.sql", "select 3;\n");
    Digest down = checksum();
    project.write("migrations/001_a.up.sql", "select 4;\n");

    assertThat(down).isNotEqualTo(before);
    assertThat(checksum()).isNotEqualTo(down);
  }

  @Test
  void whatGitMayChangeDoesNotCount() {
    project
        .write("migrations/001_a.up.sql", "select\n1;\n")
        .write("migrations/002_b/migration.yaml", "steps:\n- { id: a, use: data.sql }\n");
    var before = project.migrations().stream().map(m -> m.source().checksum()).toList();

    project
        .write("migrations/001_a.up.sql", "\uFEFFselect\r\n1;\r\n")
        .write("migrations/002_b/migration.yaml", "\uFEFFsteps:\r\n- { id: a, use: data.sql }\r\n");

    assertThat(project.migrations().stream().map(m -> m.source().checksum()).toList())
        .isEqualTo(before);
  }

  @Test
  void everyFileOfAFolderCountsWithItsNameButNoHiddenOne() throws IOException {
    Digest manifestOnly = project.manifest("001_a", "").migrations().get(0).source().checksum();

    project.write("migrations/001_a/.DS_Store", "x").write("migrations/001_a/.x/y", "x");
    assertThat(checksum()).isEqualTo(manifestOnly);

    project.write("migrations/001_a/sub/a.sql", "x");
    Digest withFile = checksum();
    assertThat(withFile).isNotEqualTo(manifestOnly);

    project.write("migrations/001_a/sub/a.sql", "y");
    assertThat(checksum()).isNotEqualTo(withFile);

    project.write("migrations/001_a/sub/a.sql", "x");
    assertThat(checksum()).isEqualTo(withFile);
    Files.move(
        directory.resolve("migrations/001_a/sub/a.sql"),
        directory.resolve("migrations/001_a/sub/b.sql"));
    assertThat(checksum()).isNotEqualTo(withFile);
  }

  @Test
  void binaryFilesAreTakenAsTheyAre() throws IOException {
    project.manifest("001_a", "");
    Path file = directory.resolve("migrations/001_a/weights.bin");
    Files.write(file, new byte[] {0, '\r', '\n'});
    Digest before = checksum();

    Files.write(file, new byte[] {0, '\n'});

    assertThat(checksum()).isNotEqualTo(before);
  }

  @Test
  void loneCarriageReturnsCount() {
    project.manifest("001_a", "").write("migrations/001_a/x.sql", "a\rb\r");
    Digest before = checksum();

    project.write("migrations/001_a/x.sql", "a\rb");

    assertThat(checksum()).isNotEqualTo(before);
  }

  @Test
  void aFolderThatIsTooLargeIsRefused() throws IOException {
    project.manifest("001_a", "");
    for (int i = 0; i < 10_001; i++) {
      Files.createFile(directory.resolve("migrations/001_a/" + i));
    }

    assertThat(project.faults()).extracting(Fault::code).containsExactly(ConfigError.TOO_LARGE);
  }

  @Test
  void aLinkInAFolderIsRefused(@TempDir Path outside) throws IOException {
    project.manifest("001_a", "");
    Files.createSymbolicLink(directory.resolve("migrations/001_a/link"), outside);

    assertThat(project.faults()).extracting(Fault::code).containsExactly(ConfigError.REFUSED_FILE);
  }

  private Digest checksum() {
    return project.migrations().get(0).source().checksum();
  }
}
