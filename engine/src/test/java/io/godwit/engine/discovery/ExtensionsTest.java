package io.godwit.engine.discovery;

import static io.godwit.engine.discovery.PluginJar.providerSource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.api.config.Setting;
import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.provider.Provider;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.Bound;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.config.SettingReader;
import io.godwit.engine.discovery.Extensions.ProvidedStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {

  @TempDir Path project;
  private Path plugins;

  @BeforeEach
  void plugins() {
    plugins = project.resolve("plugins");
  }

  @Test
  void aProviderIsFoundInAJarAmongThePlugins() throws IOException {
    PluginJar.provider(plugins.resolve("x.jar"), providerSource("xstore", "xstore.load"));

    try (Extensions extensions = find()) {
      Provider<?, ?> provider = extensions.provider("xstore");
      ProvidedStep step = extensions.stepType(new StepTypeName("xstore.load"), "xstore");

      assertThat(provider.version()).isEqualTo("1.0.0");
      assertThat(step.provider()).isSameAs(provider);
      assertThat(step.type().description()).isEqualTo("xstore.load");
      assertThat(extensions.inventory().get("provider xstore")).endsWith("plugins/x.jar");
    }
  }

  @Test
  void aStepTypeOfSeveralProvidersIsThatOfTheTarget() throws IOException {
    PluginJar.provider(plugins.resolve("x.jar"), providerSource("xstore", "all.copy"));
    PluginJar.provider(plugins.resolve("y.jar"), providerSource("ystore", "all.copy"));

    try (Extensions extensions = find()) {
      StepTypeName copy = new StepTypeName("all.copy");
      assertThat(extensions.stepType(copy, "xstore").provider().name()).isEqualTo("xstore");
      assertThat(extensions.stepType(copy, "ystore").provider().name()).isEqualTo("ystore");
      assertThat(extensions.stepType(copy, "other").provider().name()).isEqualTo("xstore");
    }
  }

  @Test
  void theSettingsOfATargetAreBoundToTheRecordOfAPlugin() throws IOException {
    PluginJar.provider(plugins.resolve("x.jar"), providerSource("xstore"));

    try (Extensions extensions = find()) {
      assertThat(opening(extensions, "url: here").faults()).isEmpty();
      assertThat(opening(extensions, "ulr: here").faults())
          .extracting(Fault::code)
          .containsExactly(ConfigError.UNKNOWN_KEY, ConfigError.MISSING_KEY);
    }
  }

  @Test
  void aPluginSeesTheApiButNotTheEngine() throws IOException {
    PluginJar.provider(plugins.resolve("x.jar"), providerSource("xstore"));

    try (Extensions extensions = find()) {
      ClassLoader loader = extensions.provider("xstore").getClass().getClassLoader();

      assertThatThrownBy(() -> loader.loadClass("io.godwit.engine.config.Binder"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThatThrownBy(() -> loader.loadClass("com.fasterxml.jackson.databind.ObjectMapper"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThat(load(loader, "io.godwit.api.provider.Provider")).isSameAs(Provider.class);
      assertThat(load(loader, "org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
      assertThat(load(loader, "java.sql.Driver")).isSameAs(java.sql.Driver.class);
    }
  }

  @Test
  void twoPluginsMayHaveClassesOfTheSameName() throws IOException {
    PluginJar.provider(plugins.resolve("a.jar"), providerSource("astore"));
    PluginJar.provider(plugins.resolve("b.jar"), providerSource("bstore"));

    try (Extensions extensions = find()) {
      assertThat(extensions.provider("astore").getClass().getName())
          .isEqualTo(extensions.provider("bstore").getClass().getName());
      assertThat(extensions.provider("astore").getClass())
          .isNotSameAs(extensions.provider("bstore").getClass());
    }
  }

  @Test
  void twoOfOneNameAreAFaultThatSaysWhereBothAre() throws IOException {
    PluginJar.provider(plugins.resolve("a.jar"), providerSource("xstore", "xstore.load"));
    PluginJar.provider(plugins.resolve("b.jar"), providerSource("xstore", "xstore.load"));

    assertThat(faults())
        .extracting(Fault::code)
        .containsOnly(ConfigError.DUPLICATE_EXTENSION)
        .hasSize(2);
    assertThat(faults().get(0).message())
        .contains("provider 'xstore'")
        .contains("plugins/a.jar")
        .contains("plugins/b.jar");
  }

  @Test
  void everythingThatIsBrokenIsReportedAtOnce() throws IOException {
    Files.createDirectories(plugins);
    Files.writeString(plugins.resolve("a.jar"), "no jar");
    PluginJar.of(plugins.resolve("b.jar"), "readme.txt", "no provider");
    PluginJar.of(
        plugins.resolve("c.jar"), "META-INF/services/io.godwit.api.provider.Provider", "x.Gone");
    PluginJar.of(
        plugins.resolve("d.jar"), "META-INF/services/io.godwit.api.provider.Provider", "a b c");
    PluginJar.provider(
        plugins.resolve("e.jar"),
        providerSource("e")
            .replace(
                "public String name() {",
                "public String name() { if (true)"
                    + " throw new IllegalStateException(\"no name today\");"));
    PluginJar.provider(
        plugins.resolve("f.jar"),
        providerSource("f")
            .replace(
                "public String name()",
                "public Main() { throw new NoClassDefFoundError(\"y\"); }"
                    + " public String name()"));

    assertThat(faults())
        .hasSize(6)
        .extracting(Fault::code)
        .containsOnly(ConfigError.BROKEN_EXTENSION);
    assertThat(String.valueOf(faults()))
        .contains("plugins/a.jar")
        .contains("plugins/b.jar")
        .contains("x.Gone")
        .contains("d.jar")
        .contains("no name today")
        .contains("f.jar");
  }

  @Test
  void aPluginForAnotherApiIsBroken() throws IOException {
    PluginJar.provider(
        plugins.resolve("old.jar"),
        providerSource("old", "old.step")
            .replace("List.of(new Step(\"old.step\"))", "gone()")
            .replace(
                "public String version()",
                "List<StepType<Store, ?, ?>> gone() { throw new NoSuchMethodError(\"plan\"); }"
                    + " public String version()"));

    assertThat(faults().get(0).message()).contains("old.jar").contains("NoSuchMethodError");
  }

  @Test
  void anUnknownNameListsWhatWasFoundAndWhere() throws IOException {
    PluginJar.provider(plugins.resolve("x.jar"), providerSource("xstore", "xstore.load"));

    try (Extensions extensions = find()) {
      assertThatThrownBy(() -> extensions.provider("xstor"))
          .hasMessageContaining("GW-162")
          .hasMessageContaining("did you mean 'xstore'?")
          .hasMessageContaining("xstore (x.jar)");
      assertThatThrownBy(() -> extensions.stepType(new StepTypeName("xstore.laod"), "xstore"))
          .hasMessageContaining("GW-163")
          .hasMessageContaining("did you mean 'xstore.load'?");
      assertThat(code(() -> extensions.storage("gopher"))).isEqualTo(ConfigError.UNKNOWN_PROVIDER);
      assertThat(code(() -> extensions.embedder("none"))).isEqualTo(ConfigError.UNKNOWN_PROVIDER);
    }
  }

  @Test
  void aProjectWithoutPluginsHasWhatIsOnTheClassPath() {
    try (Extensions extensions = find()) {
      assertThat(extensions.inventory()).doesNotContainKey("provider xstore");
    }
  }

  private static Class<?> load(ClassLoader loader, String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Bound<?> opening(Extensions extensions, String yaml) {
    Setting.Mapping settings =
        SettingReader.readMapping(yaml.getBytes(StandardCharsets.UTF_8), "f.yaml").orThrow();
    return TargetOpening.of(
        extensions.provider("xstore"), new Binder(new Secrets()), settings, "targets.x");
  }

  private Extensions find() {
    return Extensions.find(ExtensionsTest.class.getClassLoader(), project);
  }

  private List<Fault> faults() {
    return catchThrowableOfType(GodwitException.class, this::find).faults();
  }

  private static ErrorCode code(Runnable call) {
    return catchThrowableOfType(GodwitException.class, call::run).code();
  }
}
