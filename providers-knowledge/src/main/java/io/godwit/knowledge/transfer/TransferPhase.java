package io.godwit.knowledge.transfer;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Ahead;
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
final class TransferPhase implements AutoCloseable {

  private static final String SOURCE = "source";
  private static final String AT = "path";
  private static final String DONE = "documents";
  private static final String CHUNKS = "chunks";
  private static final String NEW = "new";

  private final KnowledgeTarget target;
  private final TransferStep step;
  private final StepContext context;
  private final CollectionSource source;
  private final boolean everything;
  private final Ahead<Place, Lot> ahead;

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
    this.ahead = new Ahead<>(everything, this::read);
  }

  /** A path of a version of the source, after which is read. */
  private record Place(String version, String path) {}

  private Lot read(Place place) {
    return source.read(
        step.source(),
        place.version(),
        there ->
            everything ? Lot.ofChunks(there, place.path()) : Lot.ofDocuments(there, place.path()));
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
    Position position =
        new Position(
            from.get(AT).orElse(""), number(from, DONE), number(from, CHUNKS), number(from, NEW));
    Lot lot = ahead.take(new Place(source(from), position.path()));
    if (!lot.last()) {
      ahead.begin(new Place(source(from), lot.end(position.path())));
    }
    long enough = position.chunks() + Lot.MOST_CHUNKS;
    int count = 0;
    SinkRows sink = session.sink(version);
    while (count < lot.documents().size() && position.chunks() < enough) {
      Lot.Read read = lot.documents().get(count);
      boolean known = !everything && sink.carryOver(read.document());
      int chunks = known ? 0 : bring(there, session, sink, read);
      position = position.after(read.document().path(), chunks, known ? 0 : 1);
      count++;
    }
    sink.flush();
    boolean all = lot.last() && count == lot.documents().size();
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

  private static int bring(VersionRows there, StoreSession session, SinkRows sink, Lot.Read read)
      throws SQLException {
    SourceRows.Document document = read.document();
    keepBody(there, session, document);
    SinkRows.Begun begun = sink.begin(document);
    int chunks;
    if (read.chunks().isPresent()) {
      chunks = read.chunks().get().size();
      for (SourceRows.Chunk chunk : read.chunks().get()) {
        sink.add(begun, chunk);
      }
    } else {
      chunks = there.chunks(document, chunk -> sink.add(begun, chunk));
    }
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

  @Override
  public void close() {
    ahead.close();
  }
}
