package io.godwit.knowledge.transfer;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.CollectionVersion.State;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.SinkRows;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the documents of a version of another store into a version of this one, in the order of
 * their paths. Which version that is stands in the first checkpoint: what is published there in the
 * meantime changes nothing here.
 */
final class TransferPhase {

  private static final String SOURCE = "source";
  private static final String AT = "path";
  private static final String DONE = "documents";
  private static final String CHUNKS = "chunks";
  private static final String NEW = "new";
  private static final int MOST_DOCUMENTS = 500;
  private static final int MOST_CHUNKS = 1000;

  private final KnowledgeTarget target;
  private final TransferStep step;
  private final StepContext context;
  private final CollectionSource source;
  private final boolean everything;

  TransferPhase(
      KnowledgeTarget target,
      TransferStep step,
      StepContext context,
      CollectionSource source,
      boolean everything) {
    this.target = target;
    this.step = step;
    this.context = context;
    this.source = source;
    this.everything = everything;
  }

  /** The next documents. */
  Attempt<Progress> next() {
    return Endings.judged(
        target
            .store()
            .once(
                context.effect(),
                (session, past) -> {
                  Checkpoint from = past.own().map(Progress::checkpoint).orElseGet(this::beginning);
                  return source.read(
                      step.source(), source(from), there -> documents(session, there, from));
                }));
  }

  private Checkpoint beginning() {
    return Checkpoint.of(SOURCE, source.latest(step.source(), context.effect().run()));
  }

  /** The key of the version that a checkpoint says is read. */
  static String source(Checkpoint checkpoint) {
    return checkpoint.get(SOURCE).orElse("0");
  }

  private CollectionVersion version(StoreSession session, VersionRows there) throws SQLException {
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    return own.isPresent()
        ? own.get()
        : Bases.begin(session, step.collection(), there.binding(), context);
  }

  private Progress documents(StoreSession session, VersionRows there, Checkpoint from)
      throws SQLException {
    CollectionVersion version = version(session, there);
    boolean complete = VersionLife.takeUpAgain(session, version);
    if (from.get(AT).isEmpty() && (complete || version.state() == State.ABANDONED)) {
      // It was taken back, and the source may have changed since.
      version = session.versions().beginAgain(version);
    } else if (complete) {
      return Progress.complete(from);
    }
    List<SourceRows.Document> documents = there.documents(from.get(AT).orElse(""), MOST_DOCUMENTS);
    Position position =
        new Position(
            from.get(AT).orElse(""), number(from, DONE), number(from, CHUNKS), number(from, NEW));
    long enough = position.chunks() + MOST_CHUNKS;
    int count = 0;
    SinkRows sink = session.sink(version);
    while (count < documents.size() && position.chunks() < enough) {
      SourceRows.Document document = documents.get(count);
      boolean known = !everything && sink.carryOver(document);
      int chunks = known ? 0 : bring(there, session, sink, document);
      position = position.after(document.path(), chunks, known ? 0 : 1);
      count++;
    }
    sink.flush();
    boolean all = count == documents.size() && count < MOST_DOCUMENTS;
    if (all) {
      finish(session, version);
    }
    return progress(all, source(from), position);
  }

  private record Position(String path, long documents, long chunks, long fresh) {

    Position after(String next, int more, int moreNew) {
      return new Position(next, documents + 1, chunks + more, fresh + moreNew);
    }
  }

  private static int bring(
      VersionRows there, StoreSession session, SinkRows sink, SourceRows.Document document)
      throws SQLException {
    keepBody(there, session, document);
    SinkRows.Begun begun = sink.begin(document);
    int chunks = there.chunks(document, chunk -> sink.add(begun, chunk));
    sink.finish(document, begun, chunks);
    return chunks;
  }

  private static void keepBody(
      VersionRows there, StoreSession session, SourceRows.Document document) throws SQLException {
    Digest content = new Digest(document.content());
    if (!session.bodies().has(content)) {
      Optional<InputStream> body = there.body(content);
      if (body.isPresent()) {
        try (InputStream in = body.get()) {
          session.bodies().keep(content, in);
        } catch (IOException e) {
          throw new GodwitException(
              KnowledgeError.DOCUMENT_UNREADABLE,
              "Document " + document.path() + " cannot be read: " + e.getMessage(),
              e);
        }
      }
    }
  }

  private static void finish(StoreSession session, CollectionVersion version) throws SQLException {
    if (version.base().isPresent()) {
      CollectionVersion base = session.versions().version(version.base().getAsLong());
      session.documents(version).markDeleted(base);
    }
    session.versions().setBuilt(version);
  }

  private Progress progress(boolean complete, String read, Position position) {
    return new Progress(
        complete,
        new Checkpoint(
            Map.of(
                SOURCE, read,
                AT, position.path(),
                DONE, Long.toString(position.documents()),
                CHUNKS, Long.toString(position.chunks()),
                NEW, Long.toString(position.fresh()))),
        List.of(
            new Tally("documents", position.documents(), step.documents()),
            new Tally("documents copied", position.fresh(), -1),
            new Tally("chunks copied", position.chunks(), -1)));
  }

  private static long number(Checkpoint checkpoint, String key) {
    return Long.parseLong(checkpoint.get(key).orElse("0"));
  }
}
