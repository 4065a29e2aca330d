package io.godwit.engine.wiring;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.artifact.Verification;
import io.godwit.api.error.Fault;
import io.godwit.api.name.RunId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.run.DoctorView.Line;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageLocation;
import io.godwit.engine.discovery.Extensions;
import io.godwit.engine.operation.ProjectOperations;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.RepositoryTools;
import io.godwit.engine.repository.StorageProbe;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.stage.Unfinished;
import io.godwit.engine.state.StateRegisters;
import io.godwit.engine.target.TargetSnapshots;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The repository of a project, opened when it is first needed. */
final class LazyArtifacts implements Artifacts, ProjectOperations.Repository, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LazyArtifacts.class);

  private final StorageLocation location;
  private final Extensions extensions;
  private final UnaryOperator<Storage> around;
  private final RepositoryTools tools;
  private final Unfinished unfinished;
  private final Optional<StateRegisters> registers;
  private @Nullable Storage storage;
  private @Nullable Repository repository;

  LazyArtifacts(
      StorageLocation location,
      Extensions extensions,
      UnaryOperator<Storage> around,
      RepositoryTools tools,
      Unfinished unfinished,
      Optional<StateRegisters> registers) {
    this.location = location;
    this.extensions = extensions;
    this.around = around;
    this.tools = tools;
    this.unfinished = unfinished;
    this.registers = registers;
  }

  /** The same whether or not the folder is there yet: then a slash ends its address. */
  private String address() {
    return location.toString().replaceFirst("/+$", "");
  }

  private synchronized Storage storage() {
    Storage open = storage;
    if (open == null) {
      open = around.apply(extensions.storage(location.scheme()).open(location));
      storage = open;
    }
    return open;
  }

  synchronized Repository repository() {
    Repository open = repository;
    if (open == null) {
      Storage bytes = storage();
      open =
          registers
              .map(rows -> rows.register(address(), Root.KEY))
              .map(row -> new Repository(bytes, row, tools, unfinished))
              .orElseGet(() -> Repository.on(bytes, tools, unfinished));
      repository = open;
    }
    return open;
  }

  @Override
  public void release(Set<RunId> runs, Change more) {
    Catalog catalog = catalog();
    Set<String> pins = catalog.pins().keySet();
    Change change = more;
    for (ArtifactId snapshot : TargetSnapshots.takenBy(catalog, runs)) {
      change = change.remove(snapshot);
    }
    for (RunId run : runs) {
      String pin = "run/" + run;
      change = pins.contains(pin) ? change.unpin(pin) : change;
    }
    if (!change.equals(Change.none())) {
      String failed =
          publish(change).fold(done -> "", Fault::toString, Fault::toString, Fault::toString);
      if (!failed.isEmpty()) {
        LOG.warn("Inputs of retired runs stay until `godwit retire` runs again: {}", failed);
      }
    }
  }

  @Override
  public List<Line> look() {
    String subject = "repository " + location;
    try {
      return new StorageProbe(storage(), tools.ids(), tools.workers())
          .run().stream()
              .map(
                  finding ->
                      new Line(
                          subject,
                          finding.holds() || (!finding.needed() && registers.isPresent()),
                          finding.what() + (finding.holds() ? "" : ": no, " + finding.detail())))
              .toList();
    } catch (RuntimeException e) {
      return List.of(new Line(subject, false, String.valueOf(e.getMessage())));
    }
  }

  @Override
  public StagedArtifact stage(StageRequest request) {
    return repository().stage(request);
  }

  @Override
  public Attempt<Catalog> publish(Change change) {
    return repository().publish(change);
  }

  @Override
  public Catalog catalog() {
    return repository().catalog();
  }

  @Override
  public Contents contents(ManifestRef manifest) {
    return repository().contents(manifest);
  }

  @Override
  public Verification verify(ManifestRef manifest, double share) {
    return repository().verify(manifest, share);
  }

  @Override
  public synchronized void close() {
    if (storage != null) {
      storage.close();
    }
    registers.ifPresent(StateRegisters::close);
  }
}
