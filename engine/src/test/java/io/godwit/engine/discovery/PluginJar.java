package io.godwit.engine.discovery;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles an extension as its author would, and packs it into a jar. */
final class PluginJar {

  private PluginJar() {}

  /** A provider of that name whose step types are called so; the class is {@code plugin.Main}. */
  static String providerSource(String name, String... steps) {
    StringBuilder types = new StringBuilder();
    for (String step : steps) {
      types
          .append(types.length() == 0 ? "" : ", ")
          .append("new Step(\"")
          .append(step)
          .append("\")");
    }
    return """
    package plugin;
    import io.godwit.api.name.StepTypeName;
    import io.godwit.api.outcome.Attempt;
    import io.godwit.api.provider.*;
    import io.godwit.api.step.*;
    import io.godwit.api.target.*;
    import java.util.*;
    public class Main implements Provider<Main.Store, Main.Config> {
      public record Config(String url) {}
      public record Nothing() {}
      public record Store(String url) implements Target {
        public Health health() { return Health.good(Map.of()); }
        public Map<String, String> holdings() { return Map.of("url", url); }
        public void close() {}
      }
      record Step(String word) implements StepType<Store, Nothing, Nothing> {
        public StepTypeName name() { return new StepTypeName(word); }
        public String description() { return word; }
        public Class<Nothing> configType() { return Nothing.class; }
        public Class<Nothing> frozenType() { return Nothing.class; }
        public StepPlan<Nothing> plan(Store t, Nothing c, PlanContext x) { return null; }
        public Attempt<Progress> apply(Store t, Nothing f, StepContext x) { return null; }
        public List<Finding> verify(Store t, Nothing f, StepContext x) { return List.of(); }
        public Attempt<Progress> undo(Store t, Nothing f, StepContext x) { return null; }
        public Sighting look(Store t, Nothing f, StepContext x) { return null; }
      }
      public String name() { return "%s"; }
      public String version() { return "1.0.0"; }
      public Class<Config> configType() { return Config.class; }
      public Store open(Config c, ProviderContext x) { return new Store(c.url()); }
      public List<StepType<Store, ?, ?>> stepTypes() { return List.of(%s); }
    }
    """
        .formatted(name, types);
  }

  /** A jar with one compiled class {@code plugin.Main}, named as a provider. */
  static Path provider(Path jar, String source) throws IOException {
    Path classes = compiled(jar.resolveSibling(jar.getFileName() + ".classes"), source);
    Files.createDirectories(jar.resolveSibling("."));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        put(out, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
      put(
          out,
          "META-INF/services/io.godwit.api.provider.Provider",
          "plugin.Main\n".getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  /** A jar with these entries and their text. */
  static void of(Path jar, String entry, String text) throws IOException {
    Files.createDirectories(jar.resolveSibling("."));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      put(out, entry, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Path compiled(Path classes, String source) throws IOException {
    Files.createDirectories(classes);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///plugin/Main.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    if (!compiler.getTask(null, null, null, options, null, List.of(file)).call()) {
      throw new IllegalStateException("the plugin does not compile");
    }
    return classes;
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
