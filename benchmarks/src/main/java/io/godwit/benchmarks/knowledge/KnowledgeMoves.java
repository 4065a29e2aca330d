package io.godwit.benchmarks.knowledge;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.name.TargetName;
import io.godwit.api.target.Target;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.step.ImportConfig;
import io.godwit.knowledge.step.ImportStepType;
import io.godwit.knowledge.step.ReembedConfig;
import io.godwit.knowledge.step.ReembedStepType;
import io.godwit.knowledge.store.KnowledgeStore;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.transfer.TransferConfig;
import io.godwit.knowledge.transfer.TransferStepType;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A collection imported on SQLite, re-embedded there, copied to PostgreSQL and re-embedded there,
 * each beside the same rows written plainly in the same process; and how long the swaps take.
 */
public final class KnowledgeMoves {

  private static final CollectionName ARTICLES = new CollectionName("articles");
  private static final int BATCH = 2000;

  private final PrintStream out;
  private final Path folder;
  private final int chunks;
  private final int dimension;
  private final Map<String, Target> targets = new HashMap<>();

  private KnowledgeMoves(PrintStream out, Map<String, String> options) throws IOException {
    this.out = out;
    folder = Files.createTempDirectory("godwit-knowledge");
    chunks = Integer.parseInt(options.getOrDefault("chunks", "20000"));
    dimension = Integer.parseInt(options.getOrDefault("dimension", "768"));
  }

  /** Measures; see {@code benchmarks/knowledge}. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
    }
    KnowledgeMoves moves = new KnowledgeMoves(System.out, options);
    try {
      moves.run();
    } finally {
      delete(moves.folder);
    }
  }

  private void run() throws SQLException {
    Bench bench =
        new Bench(
            new Corpus(chunks),
            Map.of(
                "one", new CheapEmbedder("one", dimension),
                "two", new CheapEmbedder("two", dimension)),
            targets);
    out.printf(
        "%d chunks of dimension %d, heap of %d MiB%n",
        chunks, dimension, Runtime.getRuntime().maxMemory() >> 20);
    try (KnowledgeTarget sqlite = open("sqlite", "jdbc:sqlite:knowledge.db");
        KnowledgeTarget postgres = open("postgres", TestPostgres.freshDatabase())) {
      targets.put("sqlite", sqlite);
      Life<?> imported = Life.of(bench, sqlite, new ImportStepType(), importing());
      show("SQLite: import", imported.apply());
      swap("SQLite: import", imported, false);
      Life<?> again = Life.of(bench, sqlite, new ReembedStepType(), reembedding());
      beside("SQLite: re-embedding", again.apply(), "batched inserts", raw(sqlite).insertVectors());
      swap("SQLite: re-embedding", again, true);
      Life<?> copied = Life.of(bench, postgres, TransferStepType.copy(), copying());
      double copy = copied.apply();
      beside("PostgreSQL: copy", copy, "COPY BINARY", raw(postgres).copyAll());
      try (Connection source = sqlite.store().database().connection()) {
        compare("  from SQLite, foreign keys", copy, raw(postgres).copyFrom(source));
      }
      swap("PostgreSQL: copy", copied, false);
      Life<?> second = Life.of(bench, postgres, new ReembedStepType(), reembedding());
      beside(
          "PostgreSQL: re-embedding", second.apply(), "COPY BINARY", raw(postgres).copyVectors());
      swap("PostgreSQL: re-embedding", second, true);
    }
  }

  private RawRows raw(KnowledgeTarget target) throws SQLException {
    Connection connection = target.store().database().connection();
    return new RawRows(connection, chunks, dimension);
  }

  private KnowledgeTarget open(String name, String url) {
    Database database = Database.open(DatabaseUrl.parse(url, folder), DatabaseSettings.OWN_TABLES);
    return new KnowledgeTarget(new TargetName(name), new KnowledgeStore(database));
  }

  private static ImportConfig importing() {
    return new ImportConfig(
        ARTICLES,
        "documents",
        EmbedderRef.named("one"),
        Optional.of(new Chunking(1200, 0)),
        BATCH,
        List.of(),
        List.of(),
        false,
        Map.of());
  }

  private static ReembedConfig reembedding() {
    return new ReembedConfig(ARTICLES, EmbedderRef.named("two"), BATCH, Optional.empty());
  }

  private static TransferConfig copying() {
    return new TransferConfig(ARTICLES, new TargetName("sqlite"), Optional.empty());
  }

  private void show(String what, double seconds) {
    out.printf("%-28s %8.2f s %8.0f chunks/s%n", what, seconds, chunks / seconds);
  }

  private void beside(String what, double seconds, String plainly, double raw) {
    show(what, seconds);
    compare("  " + plainly, seconds, raw);
  }

  private void compare(String plainly, double seconds, double raw) {
    show(plainly, raw);
    out.printf("%-28s %8.0f %% of it%n", "", 100 * raw / seconds);
  }

  private void swap(String what, Life<?> step, boolean back) {
    out.printf("%-28s %8.1f ms cut-over%n", what, 1000 * step.publish());
    if (back) {
      out.printf("%-28s %8.1f ms rollback%n", what, 1000 * step.undo());
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
