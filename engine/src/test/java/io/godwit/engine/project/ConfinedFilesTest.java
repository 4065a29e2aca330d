package io.godwit.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.file.ProjectFiles;
import io.godwit.engine.config.ConfigError;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinedFilesTest {

  @TempDir Path outside;
  private Path directory;
  private ProjectFolder project;
  private ProjectFiles files;

  @BeforeEach
  void project() throws IOException {
    directory = Files.createDirectory(outside.resolve("project"));
    Files.writeString(outside.resolve("secret.txt"), "secret");
    project = new ProjectFolder(directory);
    project
        .write("migrations/001_a/x.sql", "\uFEFFselect\r\n1;")
        .write("models/m/b.bin", "bb")
        .write("models/m/a/c.bin", "ccc");
    files = new ConfinedFiles(new ProjectRoot(directory), "migrations/001_a");
  }

  @Test
  void textIsReadWithoutMarkAndWithOneKindOfLineEnd() {
    assertThat(files.text("x.sql")).isEqualTo("select\n1;");
    assertThat(files.shown("./x.sql")).isEqualTo("migrations/001_a/x.sql");
    assertThat(files.exists("x.sql")).isTrue();
    assertThat(files.exists("y.sql")).isFalse();
  }

  @Test
  void aPathMayGoUpAsLongAsItStaysInTheProject() throws IOException {
    FileTree tree = files.tree("../../models/m");

    assertThat(tree.files())
        .containsExactly(new FileTree.Entry("a/c.bin", 3), new FileTree.Entry("b.bin", 2));
    assertThat(tree.sizeBytes()).isEqualTo(5);
    try (InputStream in = tree.open("a/c.bin")) {
      assertThat(in).hasContent("ccc");
    }
  }

  @Test
  void aTreeMayBeOneFile() throws IOException {
    FileTree tree = files.tree("../../models/m/b.bin");

    assertThat(tree.files()).containsExactly(new FileTree.Entry("b.bin", 2));
    try (InputStream in = tree.open("b.bin")) {
      assertThat(in).hasContent("bb");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../secret.txt",
        "../../../project/../secret.txt",
        "/etc/passwd",
        "C:/windows",
        "a/../../../../x"
      })
  void aPathThatLeavesTheProjectIsRefused(String path) {
    assertCode(ConfigError.LEAVES_PROJECT, () -> files.text(path));
    assertCode(ConfigError.LEAVES_PROJECT, () -> files.tree(path));
    assertCode(ConfigError.LEAVES_PROJECT, () -> files.exists(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\u0000b", "a\nb", "..\\..\\secret.txt"})
  void whatIsNoPathIsRefused(String path) {
    assertCode(ConfigError.REFUSED_FILE, () -> files.text(path));
  }

  @Test
  void aLinkThatLeadsOutIsRefusedWhereverItStands() throws IOException {
    Files.createSymbolicLink(directory.resolve("out"), outside);
    Files.createSymbolicLink(directory.resolve("direct"), outside.resolve("secret.txt"));

    assertCode(ConfigError.LEAVES_PROJECT, () -> files.text("../../direct"));
    assertCode(ConfigError.LEAVES_PROJECT, () -> files.text("../../out/secret.txt"));
    assertCode(ConfigError.LEAVES_PROJECT, () -> files.tree("../../out"));
  }

  @Test
  void aLinkInsideATreeIsRefusedEvenWhenItStaysInTheProject() throws IOException {
    Files.createSymbolicLink(directory.resolve("models/m/link"), Path.of("b.bin"));

    assertCode(ConfigError.REFUSED_FILE, () -> files.tree("../../models"));
  }

  @Test
  void aFileThatBecomesALinkAfterItWasListedIsRefused() throws IOException {
    FileTree tree = files.tree("../../models/m");
    Files.delete(directory.resolve("models/m/b.bin"));
    Files.createSymbolicLink(directory.resolve("models/m/b.bin"), outside.resolve("secret.txt"));

    assertCode(ConfigError.REFUSED_FILE, () -> tree.open("b.bin"));
  }

  @Test
  void onlyWhatWasListedCanBeOpened() {
    FileTree tree = files.tree("../../models/m");

    assertCode(ConfigError.MISSING_FILE, () -> tree.open("../../godwit.yaml"));
    assertCode(ConfigError.MISSING_FILE, () -> tree.open("a"));
  }

  @Test
  void aNamedPipeIsRefusedAndNotWaitedFor() throws Exception {
    Path pipe = directory.resolve("models/m/pipe");
    Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

    assertCode(ConfigError.REFUSED_FILE, () -> files.text("../../models/m/pipe"));
    assertCode(ConfigError.REFUSED_FILE, () -> files.tree("../../models"));
  }

  @Test
  void aNameWithControlCharactersIsRefused() throws IOException {
    Files.writeString(directory.resolve("models/m/a\nb"), "x");

    assertCode(ConfigError.REFUSED_FILE, () -> files.tree("../../models"));
  }

  @Test
  void whatIsMissingOrAFolderOrTooLargeIsNoText() throws IOException {
    try (var file = new RandomAccessFile(directory.resolve("huge").toFile(), "rw")) {
      file.setLength((64L << 20) + 1);
    }

    assertCode(ConfigError.MISSING_FILE, () -> files.text("none.sql"));
    assertCode(ConfigError.REFUSED_FILE, () -> files.text("../../models"));
    assertCode(ConfigError.TOO_LARGE, () -> files.text("../../huge"));
  }

  @Test
  void aProjectThatIsReachedThroughALinkIsAProject() throws IOException {
    Files.createSymbolicLink(outside.resolve("alias"), directory);

    assertThat(
            new ConfinedFiles(new ProjectRoot(outside.resolve("alias")), "migrations/001_a")
                .text("x.sql"))
        .isNotEmpty();
  }

  private static void assertCode(ConfigError code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
