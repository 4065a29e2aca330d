package io.godwit.knowledge.step;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.content.ContentTransform;
import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.name.RunId;
import io.godwit.api.name.TargetName;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepType;
import io.godwit.api.target.Target;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.content.TransformContentConfig;
import io.godwit.knowledge.content.TransformContentStep;
import io.godwit.knowledge.content.TransformContentStepType;
import io.godwit.knowledge.hashing.HashingConfig;
import io.godwit.knowledge.hashing.HashingEmbedderProvider;
import io.godwit.knowledge.index.IndexSettings;
import io.godwit.knowledge.metadata.TransformMetadataConfig;
import io.godwit.knowledge.metadata.TransformMetadataStep;
import io.godwit.knowledge.metadata.TransformMetadataStepType;
import io.godwit.knowledge.store.KnowledgeStore;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.transfer.TransferConfig;
import io.godwit.knowledge.transfer.TransferStep;
import io.godwit.knowledge.transfer.TransferStepType;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A folder of documents, a knowledge store in a real database, and embedders. */
final class KnowledgeProject implements AutoCloseable, Embedders, PlanContext, ProjectFiles {

  static final Chunking SMALL = new Chunking(200, 40);

  final Path folder;
  final KnowledgeTarget target;
  final Map<String, FakeEmbedder> fakes = new TreeMap<>();
  final Map<String, Target> others = new TreeMap<>();
  final Map<String, ContentTransform> transforms = new TreeMap<>();
  private int runs;
  private boolean preceded;

  KnowledgeProject(Path directory) {
    this(directory, "jdbc:sqlite:knowledge.db");
  }

  KnowledgeProject(Path directory, String url) {
    this(directory, url, IndexSettings.DEFAULT);
  }

  KnowledgeProject(Path directory, String url, IndexSettings index) {
    this(directory, url, index, UnaryOperator.identity());
  }

  KnowledgeProject(
      Path directory, String url, IndexSettings index, UnaryOperator<Connection> around) {
    this.folder = directory.resolve("docs");
    makeFolder(directory);
    Database database =
        Database.open(DatabaseUrl.parse(url, directory), DatabaseSettings.OWN_TABLES, around);
    this.target =
        new KnowledgeTarget(new TargetName("helpdesk"), new KnowledgeStore(database, index));
  }

  private static void makeFolder(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether plans are made with other steps before them. */
  KnowledgeProject preceded(boolean value) {
    preceded = value;
    return this;
  }

  /** A handful of documents with several chunks each. */
  KnowledgeProject withDocuments(int count) {
    for (int i = 0; i < count; i++) {
      write("part" + i % 3 + "/doc" + i + ".md", document(i, "first"));
    }
    return this;
  }

  static String document(int number, String word) {
    StringBuilder text = new StringBuilder("# Document " + number + "\n\n");
    for (int part = 0; part < 4; part++) {
      text.append("## Part ").append(part).append("\n\n");
      text.append(("Paragraph " + number + "." + part + " has the " + word + " words. ").repeat(6));
      text.append("\n\n");
    }
    return text.toString();
  }

  void write(String path, String text) {
    try {
      Files.createDirectories(folder.resolve(path).getParent());
      Files.writeString(folder.resolve(path), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String path, byte[] bytes) {
    try {
      Files.createDirectories(folder.resolve(path).getParent());
      Files.write(folder.resolve(path), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String path) {
    try {
      Files.delete(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakeEmbedder fake(String name, int dimension) {
    FakeEmbedder fake = new FakeEmbedder(dimension, 1000);
    fakes.put(name, fake);
    return fake;
  }

  RunId newRun() {
    runs++;
    return new RunId(new UUID(7, runs));
  }

  static EmbedderRef hashing(int dimension) {
    return EmbedderRef.described(
        Map.of("provider", "hashing", "dimension", Integer.toString(dimension)));
  }

  ImportConfig importing(EmbedderRef embedder) {
    return new ImportConfig(
        new CollectionName("articles"),
        "docs",
        embedder,
        Optional.of(SMALL),
        16,
        List.of(),
        List.of(),
        false,
        Map.of());
  }

  ReembedConfig reembedding(EmbedderRef embedder) {
    return new ReembedConfig(new CollectionName("articles"), embedder, 16, Optional.empty());
  }

  StepLife<ImportStep> anImport(EmbedderRef embedder) {
    return life(new ImportStepType(), importing(embedder), newRun());
  }

  StepLife<ReembedStep> aReembedding(EmbedderRef embedder) {
    return life(new ReembedStepType(), reembedding(embedder), newRun());
  }

  StepLife<RechunkStep> aRechunking(int max, int overlap) {
    return life(
        new RechunkStepType(),
        new RechunkConfig(
            new CollectionName("articles"), new Chunking(max, overlap), Optional.empty(), 16),
        newRun());
  }

  StepLife<TransformMetadataStep> aTransformation(
      Map<String, String> move, Map<String, String> defaults, String... remove) {
    return life(
        new TransformMetadataStepType(),
        new TransformMetadataConfig(
            new CollectionName("articles"), move, defaults, List.of(remove), Map.of()),
        newRun());
  }

  StepLife<TransformContentStep> aContentTransformation(ContentTransform transform) {
    transforms.put(transform.name(), transform);
    return life(
        new TransformContentStepType(),
        transforming(Optional.of(transform.name()), false),
        newRun());
  }

  StepLife<TransformContentStep> aCommand(String... command) {
    return life(
        new TransformContentStepType(), transforming(Optional.empty(), false, command), newRun());
  }

  TransformContentConfig transforming(
      Optional<String> transform, boolean continueOnError, String... command) {
    return transforming(transform, continueOnError, Map.of(), command);
  }

  TransformContentConfig transforming(
      Optional<String> transform,
      boolean continueOnError,
      Map<String, String> schema,
      String... command) {
    return new TransformContentConfig(
        new CollectionName("articles"),
        transform,
        List.of(command),
        Optional.empty(),
        List.of(),
        Duration.ofSeconds(30),
        continueOnError,
        Optional.empty(),
        16,
        schema);
  }

  StepLife<DropStep> aDrop() {
    return life(new DropStepType(), new DropConfig(new CollectionName("articles")), newRun());
  }

  StepLife<CreateStep> aCreation(EmbedderRef embedder) {
    return life(
        new CreateStepType(),
        new CreateConfig(new CollectionName("articles"), embedder, Optional.of(SMALL)),
        newRun());
  }

  <C extends Record, F extends Record> StepLife<F> life(
      StepType<KnowledgeTarget, C, F> type, C config, RunId run) {
    return new StepLife<>(this, type, type.plan(target, config, this), run);
  }

  StepLife<TransferStep> aTransfer(TransferStepType type, String from) {
    return life(
        type,
        new TransferConfig(new CollectionName("articles"), new TargetName(from), Optional.empty()),
        newRun());
  }

  String ask(String query) {
    return target.ask(query);
  }

  // Embedders

  @Override
  public Set<String> names() {
    return fakes.keySet();
  }

  @Override
  public Embedder open(EmbedderRef ref) {
    if (!ref.name().isEmpty()) {
      return Optional.ofNullable(fakes.get(ref.name())).orElseThrow(() -> unknown(ref));
    }
    if (!"hashing".equals(ref.settings().get("provider"))) {
      throw unknown(ref);
    }
    int dimension = Integer.parseInt(String.valueOf(ref.settings().get("dimension")));
    return new HashingEmbedderProvider()
        .open(new HashingConfig(dimension), new EmbedderContext(folder, InstantSource.system()));
  }

  private static GodwitException unknown(EmbedderRef ref) {
    return new GodwitException(KnowledgeError.SETTING_OUT_OF_BOUNDS, "no embedder " + ref);
  }

  // PlanContext

  @Override
  public ContentTransform transform(String name) {
    return Optional.ofNullable(transforms.get(name)).orElseThrow();
  }

  @Override
  public Target target(TargetName name) {
    return Optional.ofNullable(others.get(name.value())).orElseThrow();
  }

  @Override
  public ProjectFiles files() {
    return this;
  }

  @Override
  public Artifacts artifacts() {
    throw new UnsupportedOperationException("knowledge stores no artifacts");
  }

  @Override
  public Embedders embedders() {
    return this;
  }

  @Override
  public boolean preceded() {
    return preceded;
  }

  // ProjectFiles

  @Override
  public boolean exists(String path) {
    return Files.exists(folder);
  }

  @Override
  public String text(String path) {
    throw new UnsupportedOperationException("documents are read as a tree");
  }

  @Override
  public FileTree tree(String path) {
    return new FolderTree(folder);
  }

  @Override
  public String shown(String path) {
    return "migrations/001/" + path;
  }

  @Override
  public void close() {
    target.close();
  }
}
