package io.godwit.engine.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Release;
import io.godwit.engine.codec.Json;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.KeptRun;
import io.godwit.engine.state.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
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
  private static final int LARGEST = 256 << 20;
  private static final int TOGETHER = 256;

  private final Artifacts artifacts;
  private final boolean keeps;
  private final ArtifactName name;
  private final Alias current;
  private final Alias latest;

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
    this.latest = new Alias(name, "latest");
  }

  /** The name of a system as a part of the name of an artifact. */
  public static String word(String system) {
    return system.replaceAll("[^A-Za-z0-9-]", "-").replaceAll("^-+", "");
  }

  /**
   * Keeps all settled runs that are not kept yet, and which release is current: also those of an
   * engine that died before it came to this. What fails is done with the next call: a release
   * counts when the state store says so.
   *
   * @param grown runs that were settled before, and whose journals have grown since
   */
  void keep(StateStore store, List<RunRecord> grown) {
    if (!keeps) {
      return;
    }
    try {
      Catalog catalog = artifacts.catalog();
      Change change = Change.none();
      for (RunRecord run : grown) {
        change = add(change, RunBatch.again(KeptRun.of(store, run)));
      }
      publish(addMissing(change, store, catalog));
    } catch (GodwitException e) {
      LOG.warn("The run is not kept in the repository yet: {}", e.getMessage());
    }
  }

  private Change addMissing(Change before, StateStore store, Catalog catalog) {
    Change change = before;
    Optional<Version> last = Optional.empty();
    Optional<Version> released = Optional.empty();
    List<RunId> missing = missing(store, catalog);
    for (int i = 0; i < missing.size(); i += TOGETHER) {
      RunBatch batch =
          RunBatch.of(
              missing.subList(i, Math.min(i + TOGETHER, missing.size())).stream()
                  .map(id -> KeptRun.of(store, store.run(id).orElseThrow()))
                  .toList());
      change = add(change, batch);
      last = Optional.of(batch.version());
      released = batch.release().isPresent() ? last : released;
    }
    return point(point(change, catalog, latest, last), catalog, current, released);
  }

  private List<RunId> missing(StateStore store, Catalog catalog) {
    Optional<RunId> last =
        catalog.find(latest).map(kept -> RunId.parse(kept.id().version().value()));
    return store.settledAfter(last).stream()
        .filter(id -> catalog.find(new ArtifactId(name, RunBatch.version(id))).isEmpty())
        .toList();
  }

  private Change add(Change change, RunBatch batch) {
    StageRequest request = StageRequest.of(batch).with(ArtifactFacts.NONE);
    return change.add(new ArtifactId(name, batch.version()), artifacts.stage(request));
  }

  private static Change point(Change change, Catalog catalog, Alias alias, Optional<Version> to) {
    Optional<Version> from = catalog.find(alias).map(kept -> kept.id().version());
    return to.isEmpty() || from.equals(to) ? change : change.move(alias, from, to);
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
    Map<RunId, KeptRun> whole = new HashMap<>();
    for (PublishedArtifact kept : artifacts.catalog().versions(name)) {
      Contents contents = artifacts.contents(kept.manifest());
      for (ArtifactFile file : contents.listing()) {
        if (RunBatch.isRun(file.path())) {
          KeptRun run = Json.read(text(kept, contents, file.path()), KeptRun.class);
          whole.merge(run.id(), run, Archive::longer);
        }
      }
    }
    List<KeptRun> runs =
        whole.values().stream()
            .sorted(Comparator.comparingLong(Archive::release).thenComparing(KeptRun::createdAt))
            .toList();
    empty.restore(runs);
    return runs.size();
  }

  private static KeptRun longer(KeptRun one, KeptRun other) {
    return one.journal().size() >= other.journal().size() ? one : other;
  }

  private static long release(KeptRun run) {
    return run.release().map(made -> made.id().value()).orElse(Long.MAX_VALUE);
  }

  /** The release that is current, as the repository knows it. */
  public Optional<Release> current() {
    return artifacts
        .catalog()
        .find(current)
        .map(kept -> Json.read(text(kept, RunBatch.RELEASE), Release.class));
  }

  private String text(PublishedArtifact kept, String file) {
    return text(kept, artifacts.contents(kept.manifest()), file);
  }

  private static String text(PublishedArtifact kept, Contents contents, String file) {
    try (InputStream in = contents.open(file)) {
      return new String(in.readNBytes(LARGEST), UTF_8);
    } catch (IOException e) {
      throw new GodwitException(
          EngineError.STATE_DAMAGED,
          "Run " + kept.id().version() + " cannot be read from the repository: " + e.getMessage(),
          e);
    }
  }
}
