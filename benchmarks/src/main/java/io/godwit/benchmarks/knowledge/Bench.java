package io.godwit.benchmarks.knowledge;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.FileTree;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.name.TargetName;
import io.godwit.api.step.PlanContext;
import io.godwit.api.target.Target;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What steps find around them: a corpus, embedders, and other targets. */
record Bench(Corpus corpus, Map<String, CheapEmbedder> all, Map<String, Target> targets)
    implements PlanContext, Embedders, ProjectFiles {

  @Override
  public Set<String> names() {
    return all.keySet();
  }

  @Override
  public Embedder open(EmbedderRef ref) {
    return Optional.ofNullable(all.get(ref.name())).orElseThrow();
  }

  @Override
  public ProjectFiles files() {
    return this;
  }

  @Override
  public Artifacts artifacts() {
    throw new UnsupportedOperationException("there is no repository");
  }

  @Override
  public Embedders embedders() {
    return this;
  }

  @Override
  public Target target(TargetName name) {
    return Optional.ofNullable(targets.get(name.value())).orElseThrow();
  }

  @Override
  public boolean preceded() {
    return false;
  }

  @Override
  public boolean exists(String path) {
    return true;
  }

  @Override
  public String text(String path) {
    throw new UnsupportedOperationException("documents are read as a tree");
  }

  @Override
  public FileTree tree(String path) {
    return corpus;
  }

  @Override
  public String shown(String path) {
    return path;
  }
}
