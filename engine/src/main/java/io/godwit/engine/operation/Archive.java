package io.godwit.engine.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.RunId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Release;
import io.godwit.engine.codec.Json;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.KeptRun;
import io.godwit.engine.state.StateStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every settled run in the repository too, so that its rollback points describe themselves:
 * when the state store is lost, it is made again from there (E8, E9). Applications that cannot
 * reach the state database read the current release there.
 */
public final class Archive {

  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
  private static final String FILE = "run.json";
  private static final String RELEASE_FILE = "release.json";
  private static final int LARGEST = 256 << 20;

  private final Artifacts artifacts;
  private final boolean keeps;
  private final ArtifactName name;
  private final Alias current;

  /**
   * An archive in a repository.
   *
   * @param keeps whether anything is kept: a state in memory is not worth it
   * @param system whose runs, and in which environment: several may share a repository
   */
  public Archive(Artifacts artifacts, boolean keeps, String system, Optional<String> environment) {
    this.artifacts = artifacts;
    this.keeps = keeps;
    this.name =
        new ArtifactName("godwit/runs/" + word(system) + "/" + environment.orElse("default"));
    this.current = new Alias(name, "current");
  }

  /** The name of a system as a part of the name of an artifact. */
  public static String word(String system) {
    return system.replaceAll("[^A-Za-z0-9-]", "-").replaceAll("^-+", "");
  }

  /**
   * Keeps these runs and whose release is current; one that is kept already is left alone. What
   * fails is done with the next run: a release counts when the state store says so.
   */
  void keep(StateStore store, List<RunRecord> runs) {
    if (!keeps) {
      return;
    }
    try {
      Catalog catalog = artifacts.catalog();
      Change change = Change.none();
      for (RunRecord run : runs) {
        if (run.state().isSettled() && !run.state().needsAttention()) {
          change = add(change, catalog, KeptRun.of(store, run));
        }
      }
      Optional<RunId> made = store.current().map(Release::made).map(Release.Made::run);
      for (RunId id : made.stream().toList()) {
        change = add(change, catalog, KeptRun.of(store, store.run(id).orElseThrow()));
        change = point(change, catalog, version(id));
      }
      publish(change);
    } catch (GodwitException e) {
      LOG.warn("The run is not kept in the repository yet: {}", e.getMessage());
    }
  }

  private Change add(Change change, Catalog catalog, KeptRun run) {
    ArtifactId id = new ArtifactId(name, version(run.id()));
    if (catalog.find(id).isPresent() || change.additions().containsKey(id)) {
      return change;
    }
    Map<String, byte[]> files =
        run.release()
            .map(
                release ->
                    Map.of(
                        FILE, Json.write(run).getBytes(UTF_8),
                        RELEASE_FILE, Json.write(release).getBytes(UTF_8)))
            .orElseGet(() -> Map.of(FILE, Json.write(run).getBytes(UTF_8)));
    StageRequest request = StageRequest.of(new Texts(files)).with(ArtifactFacts.NONE);
    return change.add(id, artifacts.stage(request));
  }

  private Change point(Change change, Catalog catalog, Version to) {
    Optional<Version> from = catalog.find(current).map(kept -> kept.id().version());
    return from.equals(Optional.of(to)) ? change : change.move(current, from, Optional.of(to));
  }

  private void publish(Change change) {
    if (!change.equals(Change.none())) {
      String failed =
          artifacts
              .publish(change)
              .fold(done -> "", Fault::toString, Fault::toString, Fault::toString);
      if (!failed.isEmpty()) {
        LOG.warn("The run is not kept in the repository yet: {}", failed);
      }
    }
  }

  private static Version version(RunId run) {
    return new Version(run.toString());
  }

  /** Whether there is anything to make a state from. */
  boolean hasRuns() {
    return keeps && !artifacts.catalog().versions(name).isEmpty();
  }

  /**
   * Fills an empty store with all runs that are kept: first those that made a release, in the order
   * of the releases, then the others.
   *
   * @return how many
   */
  int restore(StateStore empty) {
    List<KeptRun> runs =
        artifacts.catalog().versions(name).stream()
            .map(this::read)
            .sorted(Comparator.comparingLong(Archive::release).thenComparing(KeptRun::createdAt))
            .toList();
    empty.restore(runs);
    return runs.size();
  }

  private static long release(KeptRun run) {
    return run.release().map(made -> made.id().value()).orElse(Long.MAX_VALUE);
  }

  private KeptRun read(PublishedArtifact kept) {
    return Json.read(text(kept, FILE), KeptRun.class);
  }

  /** The release that is current, as the repository knows it. */
  public Optional<Release> current() {
    return artifacts
        .catalog()
        .find(current)
        .map(kept -> Json.read(text(kept, RELEASE_FILE), Release.class));
  }

  private String text(PublishedArtifact kept, String file) {
    try (InputStream in = artifacts.contents(kept.manifest()).open(file)) {
      byte[] bytes = in.readNBytes(LARGEST);
      return new String(bytes, UTF_8);
    } catch (IOException e) {
      throw new GodwitException(
          EngineError.STATE_DAMAGED,
          "Run " + kept.id().version() + " cannot be read from the repository: " + e.getMessage(),
          e);
    }
  }

  /** A few small files in memory. */
  private record Texts(Map<String, byte[]> texts) implements FileTree {
    @Override
    public List<Entry> files() {
      return texts.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(file -> new Entry(file.getKey(), file.getValue().length))
          .toList();
    }

    @Override
    public InputStream open(String path) {
      return new ByteArrayInputStream(texts.getOrDefault(path, new byte[0]));
    }
  }
}
