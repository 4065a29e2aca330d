package io.godwit.knowledge.step;

import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.EmbeddingPhase;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.chunk.Chunk;
import io.godwit.knowledge.chunk.DocumentFacts;
import io.godwit.knowledge.chunk.DocumentReader;
import io.godwit.knowledge.store.Bodies;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.DocumentWriter;
import io.godwit.knowledge.store.Documents;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Versions;
import io.godwit.knowledge.store.WrappedSqlException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the documents of a folder into a version: in the order of their paths, some at a time. One
 * whose content the collection knows is taken over as it is; what the base has and the folder has
 * not is marked as deleted at the end.
 */
final class ImportPhase {

  private static final String AT = "path";
  private static final String OFFSET = "offset";
  private static final int MOST_DOCUMENTS = 500;
  private static final long MOST_BYTES = 4L << 20;

  private final KnowledgeTarget target;
  private final ImportStep step;
  private final StepContext context;
  private final EmbedderIdentity embedder;

  ImportPhase(
      KnowledgeTarget target, ImportStep step, StepContext context, EmbedderIdentity embedder) {
    this.target = target;
    this.step = step;
    this.context = context;
    this.embedder = embedder;
  }

  /** The next documents. */
  Attempt<Progress> next() {
    DocumentSource source =
        new DocumentSource(context.input(ImportStepType.INPUT), step.include(), step.exclude());
    return Endings.judged(
        target
            .store()
            .once(
                context.effect(),
                (session, past) -> {
                  CollectionVersion version = version(session);
                  if (VersionLife.takeUpAgain(session, version)) {
                    return Progress.complete(
                        Checkpoint.NONE, Tally.of("documents", step.documents()));
                  }
                  Progress before = past.own().orElse(Progress.nothing());
                  // The receipt is the truth: it may be further than the engine knew.
                  return EmbeddingPhase.isIn(before.checkpoint())
                      ? before
                      : documents(session, version, source, before.checkpoint());
                }));
  }

  private CollectionVersion version(StoreSession session) throws SQLException {
    Versions versions = session.versions();
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    if (own.isPresent()) {
      return own.get();
    }
    long collection = versions.requireCollection(step.build().collection());
    Optional<CollectionVersion> base = versions.latest(collection, context.effect().run());
    return versions.begin(collection, base, step.chunking(), embedder, Bases.builder(context));
  }

  private Progress documents(
      StoreSession session, CollectionVersion version, DocumentSource source, Checkpoint from)
      throws SQLException {
    List<FileTree.Entry> entries = source.after(from.get(AT).orElse(""));
    ImportCount counted = ImportCount.of(from);
    long bytes = 0;
    int count = 0;
    String last = from.get(AT).orElse("");
    while (count < Math.min(entries.size(), MOST_DOCUMENTS) && bytes < MOST_BYTES) {
      FileTree.Entry entry = entries.get(count);
      if (DocumentSource.hasRecords(entry.path())) {
        return count > 0
            ? progress(last, counted)
            : records(session, version, source, from, entry.path());
      }
      counted = bring(session, version, source, entry.path(), counted);
      bytes += entry.sizeBytes();
      last = entry.path();
      count++;
    }
    Progress progress = progress(last, counted);
    return count < entries.size() ? progress : finish(session, version, progress);
  }

  /** The next documents of a file that has one in each line. */
  private Progress records(
      StoreSession session,
      CollectionVersion version,
      DocumentSource source,
      Checkpoint from,
      String file)
      throws SQLException {
    RecordImport records =
        new RecordImport(session, version, step.chunking(), step.rules(), ImportCount.of(from));
    try (RecordReader reader = new RecordReader(file, source.open(file), offset(from))) {
      boolean more = records.next(reader, MOST_DOCUMENTS, MOST_BYTES);
      if (!more) {
        return progress(file, records.counted());
      }
      Progress progress = progress(from.get(AT).orElse(""), records.counted());
      Map<String, String> values = new HashMap<>(progress.checkpoint().values());
      values.put(OFFSET, Long.toString(reader.offset()));
      return new Progress(false, new Checkpoint(values), progress.tallies());
    } catch (IOException e) {
      throw new GodwitException(
          KnowledgeError.DOCUMENT_UNREADABLE,
          "File " + file + " cannot be read: " + e.getMessage() + "; look at the repository",
          e);
    }
  }

  private ImportCount bring(
      StoreSession session,
      CollectionVersion version,
      DocumentSource source,
      String path,
      ImportCount counted)
      throws SQLException {
    try {
      return counted.brought(bring(session, version, source, path));
    } catch (GodwitException e) {
      if (!step.rules().keepsAside(e)) {
        throw e;
      }
      return RecordImport.keepAside(session, version, Optional.of(path), e, counted);
    }
  }

  /** Tells whether the document is new to the collection. */
  private boolean bring(
      StoreSession session, CollectionVersion version, DocumentSource source, String path)
      throws SQLException {
    try {
      Digest content = source.digest(path);
      Documents documents = session.documents(version);
      if (documents.has(path)) {
        throw RecordImport.twice(path);
      }
      if (documents.carryOver(path, content)) {
        keepBody(session.bodies(), source, path, content);
        return false;
      }
      check(source, path);
      keepBody(session.bodies(), source, path, content);
      try (InputStream in = source.open(path);
          DocumentWriter writer = documents.write(path, content)) {
        DocumentFacts facts =
            DocumentReader.read(
                in,
                path,
                DocumentSource.format(path),
                step.chunking(),
                chunk -> add(writer, chunk));
        writer.finish(DocumentSource.metadata(path, facts));
        documents.add(path, writer);
      }
      return true;
    } catch (WrappedSqlException e) {
      throw e.wrapped();
    } catch (IOException e) {
      throw new GodwitException(
          KnowledgeError.DOCUMENT_UNREADABLE,
          "Document " + path + " cannot be read: " + e.getMessage() + "; look at the repository",
          e);
    }
  }

  /** Before anything of a document is written, where it may be kept aside. */
  private void check(DocumentSource source, String path) throws IOException {
    if (step.rules().equals(ImportRules.STRICT)) {
      return; // what is wrong shows while it is read, and ends the step
    }
    try (InputStream in = source.open(path)) {
      DocumentFacts facts =
          DocumentReader.read(in, path, DocumentSource.format(path), step.chunking(), chunk -> {});
      step.rules().check(path, DocumentSource.metadata(path, facts));
    }
  }

  private static void add(DocumentWriter writer, Chunk chunk) {
    try {
      writer.add(chunk);
    } catch (SQLException e) {
      throw new WrappedSqlException(e);
    }
  }

  private static void keepBody(Bodies bodies, DocumentSource source, String path, Digest content)
      throws SQLException, IOException {
    if (!bodies.has(content)) {
      try (InputStream in = source.open(path)) {
        bodies.keep(content, in);
      }
    }
  }

  private Progress finish(StoreSession session, CollectionVersion version, Progress progress)
      throws SQLException {
    if (version.base().isPresent()) {
      CollectionVersion base = session.versions().version(version.base().getAsLong());
      session.documents(version).markDeleted(base);
    }
    return EmbeddingPhase.begin(session, version, progress);
  }

  private Progress progress(String at, ImportCount counted) {
    return new Progress(
        false, new Checkpoint(counted.values(Map.of(AT, at))), counted.tallies(step.documents()));
  }

  /** What a checkpoint of this phase, or of the next, says about documents. */
  List<Tally> tallies(Checkpoint checkpoint) {
    return ImportCount.of(checkpoint).tallies(step.documents());
  }

  private static long offset(Checkpoint checkpoint) {
    return Long.parseLong(checkpoint.get(OFFSET).orElse("0"));
  }
}
