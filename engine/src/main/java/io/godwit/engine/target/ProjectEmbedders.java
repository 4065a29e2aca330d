package io.godwit.engine.target;

import io.godwit.api.config.Setting;
import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.discovery.Extensions;
import io.godwit.engine.project.Project;
import io.godwit.engine.project.ProjectConfig.EmbedderConfig;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The embedders of a project; secrets in their settings are filled in when one is opened. */
public final class ProjectEmbedders implements Embedders {

  private static final String PROVIDER = "provider";

  private final Project project;
  private final Extensions extensions;
  private final Binder binder;
  private final InstantSource clock;

  /** The embedders of that project. */
  public ProjectEmbedders(
      Project project, Extensions extensions, Binder binder, InstantSource clock) {
    this.project = project;
    this.extensions = extensions;
    this.binder = binder;
    this.clock = clock;
  }

  @Override
  public Set<String> names() {
    return new TreeSet<>(project.config().embedders().keySet());
  }

  @Override
  public Embedder open(EmbedderRef ref) {
    if (ref.name().isEmpty()) {
      Map<String, Object> rest = new LinkedHashMap<>(ref.settings());
      Object provider = rest.remove(PROVIDER);
      return open(String.valueOf(provider), mapping(rest, Place.of("migration.yaml")), "embedder");
    }
    EmbedderConfig config = project.config().embedders().get(ref.name());
    if (config == null) {
      throw new GodwitException(
          ConfigError.UNKNOWN_PROVIDER,
          "godwit.yaml has no embedder '" + ref.name() + "'; it has " + names());
    }
    return open(config.provider(), config.settings(), "embedders." + ref.name());
  }

  private Embedder open(String provider, Setting.Mapping settings, String path) {
    Setting.Mapping filled = project.placeholders().fill(settings).orThrow();
    return open(extensions.embedder(provider), filled, path);
  }

  private <C extends Record> Embedder open(
      EmbedderProvider<C> provider, Setting.Mapping settings, String path) {
    C config = binder.bind(provider.configType(), settings, path).orThrow();
    return provider.open(config, new EmbedderContext(project.directory(), clock));
  }

  private static Setting.Mapping mapping(Map<?, ?> values, Place place) {
    Map<String, Setting> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(String.valueOf(key), setting(value, place)));
    return new Setting.Mapping(entries, place);
  }

  private static Setting setting(Object value, Place place) {
    if (value instanceof Map<?, ?> map) {
      return mapping(map, place);
    }
    if (value instanceof List<?> list) {
      return new Setting.Sequence(list.stream().map(one -> setting(one, place)).toList(), place);
    }
    return new Setting.Scalar(Optional.of(String.valueOf(value)), false, place);
  }
}
