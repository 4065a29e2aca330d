package io.godwit.engine.discovery;

import io.godwit.api.content.ContentTransform;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.error.Fault;
import io.godwit.api.migration.CodedMigration;
import io.godwit.api.provider.Provider;
import io.godwit.api.row.RowTransform;
import io.godwit.api.storage.StorageProvider;
import io.godwit.engine.config.ConfigError;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Makes the extensions of one kind that class loaders know of. */
final class Services {

  /** The kinds of extension that there are. */
  static final List<String> ALL =
      List.of(
          Provider.class.getName(),
          StorageProvider.class.getName(),
          EmbedderProvider.class.getName(),
          CodedMigration.class.getName(),
          ContentTransform.class.getName(),
          RowTransform.class.getName());

  private static final int MOST_BROKEN = 1_000;

  private Services() {}

  /** All extensions of a kind; each that cannot be made is a fault. */
  static <E> List<Found<E>> find(Class<E> kind, List<ClassLoader> loaders, List<Fault> faults) {
    List<Found<E>> found = new ArrayList<>();
    for (ClassLoader loader : loaders) {
      Iterator<ServiceLoader.Provider<E>> services =
          ServiceLoader.load(kind, loader).stream().iterator();
      // The iterator goes on after an error; the bound is for one that does not get past it.
      int before = faults.size();
      boolean more = true;
      while (more && faults.size() - before < MOST_BROKEN) {
        more = next(kind, loader, services, found, faults);
      }
    }
    return found;
  }

  private static <E> boolean next(
      Class<E> kind,
      ClassLoader loader,
      Iterator<ServiceLoader.Provider<E>> services,
      List<Found<E>> found,
      List<Fault> faults) {
    try {
      if (!services.hasNext()) {
        return false;
      }
      ServiceLoader.Provider<E> service = services.next();
      found.add(new Found<>(service.get(), where(service.type())));
    } catch (ServiceConfigurationError | LinkageError | AssertionError | StackOverflowError e) {
      faults.add(broken(kind, loader, e));
    }
    return true;
  }

  /** The jar or folder of a class. */
  static String where(Class<?> type) {
    return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .map(Object::toString)
        .orElse(type.getName());
  }

  private static Fault broken(Class<?> kind, ClassLoader loader, Throwable e) {
    String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
    String where =
        loader instanceof PluginClassLoader plugin
            ? " of " + plugin.getURLs()[0]
            : " on the class path";
    return Fault.of(
        ConfigError.BROKEN_EXTENSION,
        "A "
            + kind.getSimpleName()
            + where
            + " cannot be loaded: "
            + e.getMessage()
            + cause
            + "; replace it by one for this version of Godwit.");
  }
}
