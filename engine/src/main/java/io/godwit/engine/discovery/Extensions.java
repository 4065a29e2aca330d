package io.godwit.engine.discovery;

import io.godwit.api.content.ContentTransform;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.CodedMigration;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.provider.Provider;
import io.godwit.api.row.RowTransform;
import io.godwit.api.step.StepType;
import io.godwit.api.storage.StorageProvider;
import io.godwit.engine.config.ConfigError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All extensions that this engine can use: those on its class path, and those in the plugins of a
 * project. Which of them are used, the project's configuration says.
 */
public final class Extensions implements AutoCloseable {

  /**
   * A step type and the provider that it belongs to.
   *
   * @param provider who opens the targets that the step type works on
   * @param type the step type
   */
  public record ProvidedStep(Provider<?, ?> provider, StepType<?, ?, ?> type) {}

  private final PluginJars plugins;
  private final Catalogue<Provider<?, ?>> providers =
      new Catalogue<>("provider", ConfigError.UNKNOWN_PROVIDER);
  private final Catalogue<ProvidedStep> steps =
      new Catalogue<>("step type", ConfigError.UNKNOWN_STEP_TYPE);
  private final Catalogue<StorageProvider> storages =
      new Catalogue<>("storage for URLs that begin with", ConfigError.UNKNOWN_PROVIDER);
  private final Catalogue<EmbedderProvider<?>> embedders =
      new Catalogue<>("provider of embedders", ConfigError.UNKNOWN_PROVIDER);
  private final Catalogue<ContentTransform> transforms =
      new Catalogue<>("transform of content", ConfigError.UNKNOWN_PROVIDER);
  private final Catalogue<RowTransform> rowTransforms =
      new Catalogue<>("transform of rows", ConfigError.UNKNOWN_PROVIDER);
  private final List<Found<CodedMigration>> migrations = new ArrayList<>();

  private Extensions(PluginJars plugins) {
    this.plugins = plugins;
  }

  /**
   * Finds them.
   *
   * @param classPath knows the extensions that came with the engine or its embedder
   * @param project the folder whose {@code plugins/} are searched as well
   * @throws GodwitException with everything that is missing, double or broken
   */
  public static Extensions find(ClassLoader classPath, Path project) {
    List<Fault> faults = new ArrayList<>();
    return find(classPath, PluginJars.open(project, classPath, faults), faults);
  }

  /**
   * Finds those on the class path alone.
   *
   * @throws GodwitException with everything that is missing, double or broken
   */
  public static Extensions find(ClassLoader classPath) {
    return find(classPath, PluginJars.none(), new ArrayList<>());
  }

  private static Extensions find(ClassLoader classPath, PluginJars plugins, List<Fault> faults) {
    Extensions extensions = new Extensions(plugins);
    List<ClassLoader> loaders = new ArrayList<>();
    loaders.add(classPath);
    loaders.addAll(plugins.loaders());
    extensions.fill(loaders, faults);
    if (!faults.isEmpty()) {
      plugins.close();
      throw new GodwitException(faults, null);
    }
    return extensions;
  }

  private void fill(List<ClassLoader> loaders, List<Fault> faults) {
    List<Found<Provider<?, ?>>> found = generic(Services.find(Provider.class, loaders, faults));
    providers.addAll(found, provider -> List.of(provider.name()), faults);
    for (Found<Provider<?, ?>> one : found) {
      steps.addAll(steps(one, faults), this::stepName, faults);
    }
    storages.addAll(
        Services.find(StorageProvider.class, loaders, faults), StorageProvider::schemes, faults);
    embedders.addAll(
        genericEmbedders(Services.find(EmbedderProvider.class, loaders, faults)),
        embedder -> List.of(embedder.name()),
        faults);
    transforms.addAll(
        Services.find(ContentTransform.class, loaders, faults),
        transform -> List.of(transform.name()),
        faults);
    rowTransforms.addAll(
        Services.find(RowTransform.class, loaders, faults),
        transform -> List.of(transform.name()),
        faults);
    migrations.addAll(Services.find(CodedMigration.class, loaders, faults));
  }

  /** What several providers can do is found under the name, and under that of each provider. */
  private List<String> stepName(ProvidedStep step) {
    String name = step.type().name().value();
    String provider = step.provider().name();
    boolean shared = steps.has(name) && !steps.get(name).provider().name().equals(provider);
    return List.of(shared ? of(name, provider) : name);
  }

  private static String of(String step, String provider) {
    return step + " of " + provider;
  }

  private static List<Found<ProvidedStep>> steps(Found<Provider<?, ?>> found, List<Fault> faults) {
    try {
      List<Found<ProvidedStep>> steps = new ArrayList<>();
      for (StepType<?, ?, ?> type : found.extension().stepTypes()) {
        steps.add(new Found<>(new ProvidedStep(found.extension(), type), found.where()));
      }
      return steps;
    } catch (RuntimeException | LinkageError e) {
      faults.add(
          Fault.of(
              ConfigError.BROKEN_EXTENSION,
              "The provider "
                  + found.extension().getClass().getName()
                  + " in "
                  + found.where()
                  + " does not list its step types ("
                  + e
                  + "); replace it by one for this version of Godwit."));
      return List.of();
    }
  }

  // A service is found by its raw class; that any provider is a Provider<?, ?> is no assumption.
  @SuppressWarnings("rawtypes")
  private static List<Found<Provider<?, ?>>> generic(List<Found<Provider>> raw) {
    List<Found<Provider<?, ?>>> found = new ArrayList<>();
    raw.forEach(one -> found.add(new Found<>(one.extension(), one.where())));
    return found;
  }

  @SuppressWarnings("rawtypes")
  private static List<Found<EmbedderProvider<?>>> genericEmbedders(
      List<Found<EmbedderProvider>> raw) {
    List<Found<EmbedderProvider<?>>> found = new ArrayList<>();
    raw.forEach(one -> found.add(new Found<>(one.extension(), one.where())));
    return found;
  }

  /**
   * The provider of that word.
   *
   * @throws GodwitException if none was found; the message says what was, and where
   */
  public Provider<?, ?> provider(String name) {
    return providers.get(name);
  }

  /** All providers, by their words. */
  public List<Provider<?, ?>> providers() {
    return providers.all();
  }

  /**
   * The step type of that name, with its provider: the one of this provider if several bring it, as
   * a copy of knowledge is made in another way by each kind of store.
   *
   * @throws GodwitException if none was found
   */
  public ProvidedStep stepType(StepTypeName name, String provider) {
    String own = of(name.value(), provider);
    return steps.get(steps.has(own) ? own : name.value());
  }

  /**
   * The storage for a URL scheme in lower case.
   *
   * @throws GodwitException if none was found
   */
  public StorageProvider storage(String scheme) {
    return storages.get(scheme);
  }

  /**
   * The provider of embedders of that word.
   *
   * @throws GodwitException if none was found
   */
  public EmbedderProvider<?> embedder(String name) {
    return embedders.get(name);
  }

  /**
   * The transform of content of that name.
   *
   * @throws GodwitException if none was found
   */
  public ContentTransform transform(String name) {
    return transforms.get(name);
  }

  /**
   * The transform of rows of that name.
   *
   * @throws GodwitException if none was found
   */
  public RowTransform rowTransform(String name) {
    return rowTransforms.get(name);
  }

  /** The migrations that are classes. */
  public List<Found<CodedMigration>> migrations() {
    return List.copyOf(migrations);
  }

  /** What was found, for the doctor: kind and name, and the jar or folder. */
  public Map<String, String> inventory() {
    Map<String, String> inventory = new TreeMap<>();
    providers.where().forEach((name, where) -> inventory.put("provider " + name, where));
    storages.where().forEach((name, where) -> inventory.put("storage " + name, where));
    embedders.where().forEach((name, where) -> inventory.put("embedder " + name, where));
    transforms.where().forEach((name, where) -> inventory.put("transform " + name, where));
    rowTransforms
        .where()
        .forEach((name, where) -> inventory.put("transform of rows " + name, where));
    migrations.forEach(
        found ->
            inventory.put("migration " + found.extension().getClass().getName(), found.where()));
    return inventory;
  }

  /** Frees the plugin jars. */
  @Override
  public void close() {
    plugins.close();
  }
}
