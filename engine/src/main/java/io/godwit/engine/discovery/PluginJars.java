package io.godwit.engine.discovery;

import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.engine.config.ConfigError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/** The jars in the folder {@code plugins} of a project, each with its class loader. */
final class PluginJars implements AutoCloseable {

  private static final String FOLDER = "plugins";

  private final List<PluginClassLoader> loaders = new ArrayList<>();

  /** Opens all jars that can be opened, in the order of their names. */
  static PluginJars open(Path project, ClassLoader engine, List<Fault> faults) {
    PluginJars jars = new PluginJars();
    for (Path jar : list(project.resolve(FOLDER), faults)) {
      jars.add(jar, engine, faults);
    }
    return jars;
  }

  /** No jars. */
  static PluginJars none() {
    return new PluginJars();
  }

  /** The class loaders. */
  List<PluginClassLoader> loaders() {
    return List.copyOf(loaders);
  }

  /** Frees the jars; classes that were not loaded before cannot be afterwards. */
  @Override
  public void close() {
    for (PluginClassLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void add(Path jar, ClassLoader engine, List<Fault> faults) {
    Optional<PluginClassLoader> loader = Optional.empty();
    // Opened once for itself: a class loader is silent about a file that is no jar.
    try (JarFile file = new JarFile(jar.toFile())) {
      boolean provides =
          Services.ALL.stream()
              .anyMatch(service -> file.getEntry("META-INF/services/" + service) != null);
      if (provides) {
        loader = Optional.of(new PluginClassLoader(jar.toUri().toURL(), engine));
      } else {
        faults.add(broken(jar, "has no extension in it; it has to name one in META-INF/services"));
      }
    } catch (IOException e) {
      faults.add(broken(jar, "is no jar that can be read (" + e.getMessage() + ")"));
    }
    loader.ifPresent(loaders::add);
  }

  private static List<Path> list(Path folder, List<Fault> faults) {
    List<Path> jars = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
        found.forEach(jars::add);
      } catch (IOException | DirectoryIteratorException e) {
        faults.add(broken(folder, "cannot be read (" + e.getMessage() + ")"));
      }
    }
    return jars.stream().sorted().toList();
  }

  private static Fault broken(Path jar, String why) {
    return Fault.at(
        Place.of(FOLDER + "/" + jar.getFileName()),
        ConfigError.BROKEN_EXTENSION,
        "This plugin " + why + "; replace it or take it away.");
  }
}
