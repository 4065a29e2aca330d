package io.godwit.engine.wiring;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.artifact.Verification;
import io.godwit.api.outcome.Attempt;
import java.util.HashMap;
import java.util.Map;

/** The repositories of other environments from which steps read, opened when they are needed. */
final class OtherRepositories implements AutoCloseable {

  private final Repositories repositories;
  private final Map<String, LazyArtifacts> open = new HashMap<>();

  OtherRepositories(Repositories repositories) {
    this.repositories = repositories;
  }

  /** The repository of an environment, to be read. */
  synchronized Artifacts of(String environment) {
    return new ToBeRead(open.computeIfAbsent(environment, repositories::of));
  }

  @Override
  public synchronized void close() {
    open.values().forEach(LazyArtifacts::close);
    open.clear();
  }

  private record ToBeRead(Artifacts artifacts) implements Artifacts {

    @Override
    public StagedArtifact stage(StageRequest request) {
      throw refused();
    }

    @Override
    public Attempt<Catalog> publish(Change change) {
      throw refused();
    }

    private static UnsupportedOperationException refused() {
      return new UnsupportedOperationException("a step changes no other environment than its own");
    }

    @Override
    public Catalog catalog() {
      return artifacts.catalog();
    }

    @Override
    public Contents contents(ManifestRef manifest) {
      return artifacts.contents(manifest);
    }

    @Override
    public Verification verify(ManifestRef manifest, double share) {
      return artifacts.verify(manifest, share);
    }
  }
}
