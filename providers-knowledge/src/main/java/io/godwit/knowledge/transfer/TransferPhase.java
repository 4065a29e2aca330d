package io.godwit.knowledge.transfer;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Abreast;
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
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.StoreWork;
import io.godwit.sql.Dialect;
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
  private final boolean abreast;
  private final Ahead<Place, Lot> ahead;
  private final Abreast pair = new Abreast();

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
    this.abreast = everything && target.store().database().dialect() == Dialect.POSTGRESQL;
    this.ahead = new Ahead<>(everything, this::read);
  }

  /** A path of a version of the source, after which is read. */
  private record Place(String version, String path) {}

  private Lot read(Place place) {
    return source.read(
        step.source(),
        place.version(),
        there ->
            everything
                ? Lot.ofChunks(there, place.path(), most())
                : Lot.ofDocuments(there, place.path()));
  }

  private int most() {
    return abreast ? 2 * Lot.MOST_CHUNKS : Lot.MOST_CHUNKS;
  }

  /** The next documents, after what the engine knows or the receipt tells. */
  Attempt<Progress> next(Checkpoint at) {
    if (!abreast || at.get(AT).isEmpty()) {
      return alone();
    }
    Position position = Position.of(at);
    Place place = new Place(source(at), position.path());
    Lot lot = ahead.take(place);
    List<Lot> halves = lot.halves();
    if (halves.isEmpty()) {
      ahead.giveBack(place, lot);
      return alone();
    }
    if (!lot.last()) {
      ahead.begin(new Place(place.version(), lot.end(position.path())));
    }
    try {
      return both(at, halves.get(0), halves.get(1));
    } catch (Overtaken e) {
      return alone();
    }
  }

  private Attempt<Progress> alone() {
    return once(
        (session, past) -> {
          Checkpoint from = past.own().map(Progress::checkpoint).orElseGet(this::beginning);
          return source.read(step.source(), source(from), there -> documents(session, there, from));
        });
  }

  private Attempt<Progress> once(StoreWork work) {
    return Endings.judged(target.store().once(context.effect(), work));
  }

  /** The receipt says something else than the engine knows. */
  private static final class Overtaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("the receipt says something else than the engine knows");
    }
  }

  private Attempt<Progress> both(Checkpoint at, Lot first, Lot second) {
    return pair.run(
        begun ->
            once(
                (session, past) -> {
                  begun.run();
                  if (past.own().filter(each -> each.checkpoint().equals(at)).isEmpty()) {
                    throw new Overtaken();
                  }
                  session.leaveToTheNext();
                  bringing(at, session, Lot.Digests.NONE, each -> each.bring(first));
                  return progress(false, source(at), Position.of(at).after(first));
                }),
        turn ->
            once(
                (session, past) -> {
                  bringing(
                      at,
                      session,
                      first.digests(),
                      each -> {
                        each.bring(second);
                        turn.come();
                        each.bringTheRest();
                      });
                  if (second.last()) {
                    finish(session, building(session));
                  }
                  return progress(
                      second.last(), source(at), Position.of(at).after(first).after(second));
                }));
  }

  private interface Work {
    void on(Bringing bringing) throws SQLException;
  }

  private void bringing(Checkpoint at, StoreSession session, Lot.Digests others, Work work)
      throws SQLException {
    SinkRows sink = session.sink(building(session));
    source.read(
        step.source(),
        source(at),
        there -> {
          work.on(new Bringing(there, session, sink, others));
          return true;
        });
  }

  private CollectionVersion building(StoreSession session) throws SQLException {
    return VersionLife.own(session, context)
        .filter(version -> version.state() == State.BUILDING)
        .orElseThrow(Overtaken::new);
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
    Position position = Position.of(from);
    Lot lot = ahead.take(new Place(source(from), position.path()));
    if (!lot.last()) {
      ahead.begin(new Place(source(from), lot.end(position.path())));
    }
    long enough = position.chunks() + most();
    int count = 0;
    SinkRows sink = session.sink(version);
    Bringing bringing = new Bringing(there, session, sink, Lot.Digests.NONE);
    while (count < lot.documents().size() && position.chunks() < enough) {
      Lot.Read read = lot.documents().get(count);
      boolean known = !everything && sink.carryOver(read.document());
      int chunks = known ? 0 : bringing.bring(read);
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

    static Position of(Checkpoint from) {
      return new Position(
          from.get(AT).orElse(""), number(from, DONE), number(from, CHUNKS), number(from, NEW));
    }

    private static long number(Checkpoint checkpoint, String key) {
      return Long.parseLong(checkpoint.get(key).orElse("0"));
    }

    Position after(String next, int more, int moreNew) {
      return new Position(next, documents + 1, chunks + more, fresh + moreNew);
    }

    Position after(Lot lot) {
      Position position = this;
      for (Lot.Read read : lot.documents()) {
        position = position.after(read.document().path(), read.chunks().orElseThrow().size(), 1);
      }
      return position;
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

  @Override
  public void close() {
    ahead.close();
    pair.close();
  }
}
