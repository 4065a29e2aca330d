package io.godwit.engine.discovery;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads one plugin jar. It sees the Java platform, the API and SLF4J of the engine, and apart from
 * these only what is in the jar: so it may bring any library in any version, and cannot lean on a
 * class of the engine by accident.
 */
final class PluginClassLoader extends URLClassLoader {

  private static final List<String> SHARED =
      List.of("io.godwit.api.", "org.slf4j.", "org.jspecify.annotations.");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader engine;

  PluginClassLoader(URL jar, ClassLoader engine) {
    super(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    this.engine = engine;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return SHARED.stream().anyMatch(name::startsWith)
        ? engine.loadClass(name)
        : super.loadClass(name, resolve);
  }
}
