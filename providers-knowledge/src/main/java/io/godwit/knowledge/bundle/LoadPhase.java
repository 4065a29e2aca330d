package io.godwit.knowledge.bundle;

import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.bundle.Bundle.Position;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.SinkRows;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.StoreSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the documents of a bundle into a version, in the order in which they stand there. */
final class LoadPhase {

  private static final String SHARD = "shard";
  private static final String LINE = "line";
  private static final String VECTOR = "vector";
  private static final String DOCUMENTS = "documents";
  private static final String CHUNKS = "chunks";
  private static final int MOST_CHUNKS = 1000;

  private final KnowledgeTarget target;
  private final LoadStep step;
  private final StepContext context;
  private final Bundle bundle;

  LoadPhase(KnowledgeTarget target, LoadStep step, StepContext context, Bundle bundle) {
    this.target = target;
    this.step = step;
    this.context = context;
    this.bundle = bundle;
  }

  /** The next documents. */
  Attempt<Progress> next() {
    return Endings.judged(
        target
            .store()
            .once(
                context.effect(),
                (session, past) -> {
                  CollectionVersion version = version(session);
                  if (VersionLife.takeUpAgain(session, version)) {
                    return Progress.complete(Checkpoint.NONE);
                  }
                  try {
                    return documents(
                        session,
                        version,
                        past.own().map(Progress::checkpoint).orElse(Checkpoint.NONE));
                  } catch (IOException e) {
                    throw Manifest.bad("it ends too early: " + e.getMessage(), e);
                  }
                }));
  }

  private CollectionVersion version(StoreSession session) throws SQLException {
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    return own.isPresent()
        ? own.get()
        : Bases.begin(session, step.collection(), bundle.manifest().binding(), context);
  }

  private Progress documents(StoreSession session, CollectionVersion version, Checkpoint from)
      throws SQLException, IOException {
    Position position =
        new Position((int) number(from, SHARD), number(from, LINE), number(from, VECTOR));
    long documents = number(from, DOCUMENTS);
    long chunks = number(from, CHUNKS);
    long enough = chunks + MOST_CHUNKS;
    Optional<ShardReader> reader = bundle.read(position);
    if (reader.isEmpty()) {
      return finish(session, version, documents, chunks);
    }
    try (ShardReader shard = reader.get()) {
      SinkRows sink = session.sink(version);
      Optional<SourceRows.Document> document = shard.document();
      while (document.isPresent()) {
        chunks += bring(session, version, shard, sink, document.get());
        documents++;
        document = chunks < enough ? shard.document() : Optional.empty();
      }
      sink.flush();
      position = shard.position();
    }
    return progress(false, position, documents, chunks);
  }

  private static int bring(
      StoreSession session,
      CollectionVersion version,
      ShardReader shard,
      SinkRows sink,
      SourceRows.Document document)
      throws SQLException, IOException {
    if (session.documents(version).has(document.path())) {
      throw new GodwitException(
          KnowledgeError.DOCUMENT_TWICE,
          "The bundle has two documents of the path " + document.path() + "; write it again");
    }
    shard.body(session, document);
    SinkRows.Begun begun = sink.begin(document);
    int count = 0;
    Optional<SourceRows.Chunk> chunk = shard.chunk(count);
    while (chunk.isPresent()) {
      sink.add(begun, chunk.get());
      count++;
      chunk = shard.chunk(count);
    }
    sink.finish(document, begun, count);
    return count;
  }

  private Progress finish(
      StoreSession session, CollectionVersion version, long documents, long chunks)
      throws SQLException {
    if (documents != step.documents() || chunks != step.chunks()) {
      throw Manifest.bad(
          "it has "
              + documents
              + " documents and "
              + chunks
              + " chunks, its manifest says "
              + step.documents()
              + " and "
              + step.chunks(),
          null);
    }
    if (version.base().isPresent()) {
      CollectionVersion base = session.versions().version(version.base().getAsLong());
      session.documents(version).markDeleted(base);
    }
    session.versions().setBuilt(version);
    return progress(true, new Position(bundle.manifest().shards().size(), 0, 0), documents, chunks);
  }

  private Progress progress(boolean complete, Position position, long documents, long chunks) {
    return new Progress(
        complete,
        new Checkpoint(
            Map.of(
                SHARD, Integer.toString(position.shard()),
                LINE, Long.toString(position.line()),
                VECTOR, Long.toString(position.vector()),
                DOCUMENTS, Long.toString(documents),
                CHUNKS, Long.toString(chunks))),
        List.of(
            new Tally("documents", documents, step.documents()),
            new Tally("chunks", chunks, step.chunks())));
  }

  private static long number(Checkpoint checkpoint, String key) {
    return Long.parseLong(checkpoint.get(key).orElse("0"));
  }
}
