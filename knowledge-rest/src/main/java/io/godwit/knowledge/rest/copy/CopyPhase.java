package io.godwit.knowledge.rest.copy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.rest.RestError;
import io.godwit.knowledge.rest.store.Copies;
import io.godwit.knowledge.rest.store.CopyWriter;
import io.godwit.knowledge.rest.store.Manifest;
import io.godwit.knowledge.rest.store.Manifest.State;
import io.godwit.knowledge.rest.store.Move.Mark;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.SourceRows.Document;
import io.godwit.knowledge.store.Versions.Binding;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the documents of a version into a collection of its own, in the order of their paths.
 * Which version is read stands in the manifest before any row, and rows have their ids from their
 * places: a request that is repeated, or arrives late, stores what is there.
 */
final class CopyPhase {

  private static final String SOURCE = "source";
  private static final String AT = "path";
  private static final String DOCUMENTS = "documents";
  private static final String CHUNKS = "chunks";
  private static final String FRESH = "new";
  private static final String FORMER = "former";
  private static final String FILLED = "filled";
  private static final int MOST_DOCUMENTS = 256;
  private static final int MOST_CHUNKS = 1000;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Copies copies;
  private final CopyStep step;
  private final StepContext context;
  private final CollectionSource source;
  private final boolean everything;
  private final String name;

  CopyPhase(
      Copies copies,
      CopyStep step,
      StepContext context,
      CollectionSource source,
      boolean everything) {
    this.copies = copies;
    this.step = step;
    this.context = context;
    this.source = source;
    this.everything = everything;
    this.name = Copies.name(step.collection(), context.effect().keys().origin());
  }

  /** The next documents after a checkpoint. */
  Progress next(Checkpoint from) {
    if (from.get(FILLED).isPresent()) {
      return indexed(from);
    }
    Manifest manifest = copies.manifest(name).orElseGet(this::begin);
    demandWanted(manifest);
    if (manifest.progress().complete()) {
      return again(manifest);
    }
    if (manifest.progress().state() == State.ABANDONED) {
      // The source may have changed since it was taken back.
      copies.store().drop(name);
      return fill(begin(), Checkpoint.NONE);
    }
    return fill(manifest, from);
  }

  private Progress fill(Manifest manifest, Checkpoint from) {
    String version = manifest.origin().source();
    Checkpoint at = from.get(SOURCE).isPresent() ? from : Checkpoint.of(SOURCE, version);
    Former former =
        Former.of(
            copies,
            manifest.origin().base().filter(base -> !everything),
            manifest.binding(),
            number(at, FORMER));
    return source.read(step.source(), version, rows -> fill(rows, at, former));
  }

  private Manifest begin() {
    String version = source.latest(step.source(), context.effect().run());
    Binding binding = source.read(step.source(), version, VersionRows::binding);
    demandHeld(binding);
    copies.store().create(name, binding.dimension());
    Manifest manifest =
        Manifest.begin(
            step.collection(),
            binding,
            new Manifest.Origin(
                version,
                context.effect().run().toString(),
                Optional.ofNullable(copies.store().aliases().get(step.collection()))));
    copies.say(name, manifest);
    return manifest;
  }

  private void demandHeld(Binding binding) {
    copies
        .store()
        .objection(step.collection(), binding)
        .ifPresent(
            objection -> {
              throw new GodwitException(RestError.CANNOT_HOLD, objection);
            });
  }

  /** What was undone stays undone for the effect that was, however late it comes. */
  private void demandWanted(Manifest manifest) {
    boolean late =
        manifest.progress().refused().equals(context.effect().keys().key().hex())
            && context.effect().keys().counterpart().isEmpty();
    if (late) {
      throw new GodwitException(
          RestError.ALIAS_MOVED,
          "The copy " + name + " was taken back before this attempt came; run the migration again");
    }
  }

  private Progress again(Manifest manifest) {
    Manifest.Progress was = manifest.progress();
    if (was.state() != State.BUILT) {
      built(manifest, was.documents(), was.chunks());
    }
    return complete(manifest);
  }

  private void built(Manifest manifest, long documents, long chunks) {
    copies.store().mark(name, Mark.PENDING.on(name));
    copies.say(name, manifest.at(new Manifest.Progress(State.BUILT, true, documents, chunks, "")));
  }

  /** Where all is done. */
  static Progress complete(Manifest manifest) {
    Manifest.Progress was = manifest.progress();
    return Progress.complete(
        new Checkpoint(Map.of(SOURCE, manifest.origin().source(), FILLED, "")),
        Tally.of("documents", was.documents()),
        Tally.of("chunks", was.chunks()));
  }

  private Progress fill(VersionRows rows, Checkpoint from, Former former) throws SQLException {
    long fresh = number(from, FRESH);
    String path = from.get(AT).orElse("");
    List<Document> documents = rows.documents(path, MOST_DOCUMENTS);
    CopyWriter writer =
        new CopyWriter(
            copies.store(),
            name,
            rows.binding().embedder(),
            number(from, DOCUMENTS),
            number(from, CHUNKS));
    long enough = writer.chunks() + MOST_CHUNKS;
    for (Document document : documents) {
      if (writer.chunks() >= enough) {
        break;
      }
      SourceRows.Visitor writing = chunk -> writer.chunk(document, chunk);
      Optional<Document> same =
          former.find(document.path()).filter(found -> Former.isSame(found, document));
      writer.document(
          document,
          same.isPresent() ? former.chunks(same.get(), writing) : rows.chunks(document, writing));
      fresh += same.isPresent() ? 0 : 1;
      path = document.path();
    }
    writer.flush();
    Checkpoint now =
        new Checkpoint(
            Map.of(
                SOURCE, from.get(SOURCE).orElse(""),
                AT, path,
                DOCUMENTS, Long.toString(writer.documents()),
                CHUNKS, Long.toString(writer.chunks()),
                FRESH, Long.toString(fresh),
                FORMER, Long.toString(former.at())));
    return documents.isEmpty() ? filled(now, writer) : progress(false, now);
  }

  private Progress filled(Checkpoint now, CopyWriter writer) {
    Manifest manifest = copies.manifest(name).orElseThrow(() -> gone(name));
    built(manifest, writer.documents(), writer.chunks());
    Map<String, String> values = new HashMap<>(now.values());
    values.put(FILLED, "");
    return indexed(new Checkpoint(values));
  }

  /** Readers are not to wait for an index that is still being built. */
  private Progress indexed(Checkpoint filled) {
    boolean ready = copies.store().ready(name);
    if (!ready) {
      context.rest(BETWEEN_LOOKS);
    }
    return progress(ready, filled);
  }

  static GodwitException gone(String name) {
    return new GodwitException(
        RestError.COPY_GONE,
        "The copy " + name + " is not in the store any more; take the run back and repeat it");
  }

  private Progress progress(boolean complete, Checkpoint at) {
    return new Progress(
        complete,
        at,
        List.of(
            new Tally("documents", number(at, DOCUMENTS), step.documents()),
            new Tally("documents read", number(at, FRESH), -1),
            new Tally("chunks", number(at, CHUNKS), -1)));
  }

  private static long number(Checkpoint checkpoint, String key) {
    return Long.parseLong(checkpoint.get(key).orElse("0"));
  }
}
