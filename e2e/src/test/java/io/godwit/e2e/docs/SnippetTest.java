package io.godwit.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.engine.config.SettingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of code in the documents does what it seems to do: settings are read, Java is
 * compiled, the README's commands are typed. What is {@code text} is output, or the shape of a
 * format with parts left out.
 */
final class SnippetTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

  private static final Pattern PUBLIC_CLASS = Pattern.compile("public (?:final )?class (\\w+)");

  @TempDir Path folder;

  @Test
  void everyBlockSaysWhatItIs() {
    Set<String> languages = new TreeSet<>();
    Snippet.all().forEach(snippet -> languages.add(snippet.language()));

    assertThat(languages).isSubsetOf("sh", "text", "java", "json", "yaml", "sql", "xml");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void settingsAreRead(Snippet snippet) {
    assertThat(SettingReader.read(snippet.text(), "snippet." + snippet.language()).faults())
        .isEmpty();
  }

  static List<Snippet> settings() {
    return in("json", "yaml");
  }

  @ParameterizedTest
  @MethodSource("java")
  void javaIsCompiled(Snippet snippet) throws IOException {
    Matcher named = PUBLIC_CLASS.matcher(snippet.text());
    Path source = folder.resolve((named.find() ? named.group(1) : "Sample") + ".java");
    Files.writeString(source, whole(snippet.text()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    int failed =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            source.toString());

    assertThat(failed).as("what the compiler says on standard error").isZero();
  }

  static List<Snippet> java() {
    return in("java");
  }

  /** Statements are put into a method, with what a reader would import. */
  private static String whole(String text) {
    return text.contains("class ")
        ? text
        : """
          import io.godwit.api.run.*;
          import io.godwit.engine.Godwit;
          import io.godwit.engine.release.CurrentRelease;
          import java.nio.file.Path;
          import java.util.*;
          class Sample {
            void sample() throws Exception {
          """
            + text
            + "} }";
  }

  @Test
  void theReadmeIsTypedAsItStands() throws Exception {
    Typed typed = Typed.in(folder);
    List<Snippet> readme = Snippet.of(Snippet.ROOT.resolve("README.md"));
    StringBuilder script = new StringBuilder("set -e\n");
    readme.stream()
        .filter(snippet -> snippet.language().equals("sh"))
        .flatMap(snippet -> snippet.text().lines())
        .filter(line -> !line.equals("./mvnw verify"))
        .forEach(line -> script.append(line).append('\n'));

    String output = Typed.withoutTimes(typed.run(script.toString()));

    readme.stream()
        .filter(snippet -> snippet.language().equals("text"))
        .flatMap(snippet -> snippet.text().lines())
        .filter(line -> !line.isBlank())
        .forEach(line -> assertThat(output).contains(Typed.withoutTimes(line)));
    assertThat(folder.resolve("shop/migrations/001_add_wishes.up.sql")).exists();
    assertThat(output).contains("add_wishes");
  }

  @Test
  void theCommandThatTestsEverythingIsTheOneThatRunsBeforeAChangeIsTaken() throws IOException {
    assertThat(Files.readString(Snippet.ROOT.resolve("README.md"))).contains("\n./mvnw verify\n");
    assertThat(Files.readString(Snippet.ROOT.resolve(".ci/run")))
        .contains("\"tests\" ./mvnw -B -ntp verify");
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    for (Path document : Snippet.documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        assertThat(document.resolveSibling(link.group(1))).as("a link in %s", document).exists();
      }
    }
  }

  private static List<Snippet> in(String... languages) {
    return Snippet.all().stream()
        .filter(snippet -> Stream.of(languages).anyMatch(snippet.language()::equals))
        .toList();
  }
}
