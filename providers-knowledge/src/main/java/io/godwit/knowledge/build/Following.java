package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.knowledge.store.Changes.Change;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Vectors.Missing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a version follow what applications have changed since it was begun: some documents at a
 * time, brought as their base has them now, embedded outside any transaction, and struck off the
 * list in the transaction that stores their vectors. Following twice is following once.
 */
public final class Following {

  private static final int MOST = 50;

  private final KnowledgeTarget target;
  private final StepContext context;
  private final Bringing bringing;
  private final LazyEmbedder embedder;
  private final String collection;

  /** How a step brings a document from its base, as it is there now, or not any more. */
  @FunctionalInterface
  public interface Bringing {
    /** Brings it. */
    void bring(StoreSession session, CollectionVersion version, String path) throws SQLException;

    /** What is done for changed documents before the transaction begins that brings them. */
    default Bringing ahead(CollectionVersion version, List<String> paths) {
      return this;
    }
  }

  /** Of a step that brings documents in this way; the embedder is opened when it is needed. */
  public Following(
      KnowledgeTarget target,
      StepContext context,
      Bringing bringing,
      LazyEmbedder embedder,
      String collection) {
    this.target = target;
    this.context = context;
    this.bringing = bringing;
    this.embedder = embedder;
    this.collection = collection;
  }

  /** What happens in the transaction in which nothing is left to follow. */
  @FunctionalInterface
  public interface Ending {
    /** Ends the verb. */
    Progress end(StoreSession session, CollectionVersion version) throws SQLException;
  }

  private CollectionVersion own(StoreSession session) throws SQLException {
    return VersionLife.own(session, context)
        .orElseThrow(() -> VersionLife.nothingBuilt(collection));
  }

  /** Follows the next changes, or ends when there are none. */
  public Attempt<Progress> next(Progress at, Ending ending) {
    List<Change> changes = waiting();
    if (changes.isEmpty()) {
      return end(at, ending);
    }
    Bringing ready;
    try {
      ready = bringing.ahead(version(), changes.stream().map(Change::path).distinct().toList());
    } catch (GodwitException e) {
      return Endings.of(e);
    }
    Attempt<Progress> brought =
        target
            .store()
            .once(
                context.effect(),
                (session, past) -> {
                  CollectionVersion version = own(session);
                  for (Change change : changes) {
                    ready.bring(session, version, change.path());
                  }
                  return at;
                });
    return brought.fold(
        done -> embed(at, changes),
        Attempt.Rejected::new,
        Attempt.Retryable::new,
        Attempt.Unknown::new);
  }

  private Attempt<Progress> end(Progress at, Ending ending) {
    return target
        .store()
        .once(
            context.effect(),
            (session, past) -> {
              CollectionVersion version = own(session);
              session.pointer().hold(version.collection());
              return session.changes().count(version) > 0 ? at : ending.end(session, version);
            });
  }

  private CollectionVersion version() {
    return target.store().read(this::own).orElseThrow();
  }

  private List<Change> waiting() {
    return target
        .store()
        .read(session -> session.changes().waiting(own(session), MOST))
        .orElse(List.of());
  }

  private Attempt<Progress> embed(Progress at, List<Change> changes) {
    Optional<Embedder> opened = embedder.get();
    if (opened.isEmpty()) {
      // Its vectors are those of its base, which follows the same changes and hands them on.
      return store(at, changes, List.of(), List.of());
    }
    List<Missing> missing = missing(changes);
    return new Lot(opened.get(), missing)
        .ask()
        .vectors()
        .fold(
            vectors -> store(at, changes, missing, vectors),
            Attempt.Rejected::new,
            Attempt.Retryable::new,
            // The answer of an embedder changes nothing here: asking again is safe.
            Attempt.Retryable::new);
  }

  private List<Missing> missing(List<Change> changes) {
    return target
        .store()
        .read(
            session -> {
              CollectionVersion version = own(session);
              List<Missing> missing = new ArrayList<>();
              for (String path : changes.stream().map(Change::path).distinct().toList()) {
                missing.addAll(session.vectors(version).missingAt(path));
              }
              return missing;
            })
        .orElseThrow();
  }

  /** Keeps what was answered for; once that is all, the changes have been followed. */
  private Attempt<Progress> store(
      Progress at, List<Change> changes, List<Missing> missing, List<float[]> vectors) {
    return target
        .store()
        .once(
            context.effect(),
            (session, past) -> {
              CollectionVersion version = own(session);
              session.vectors(version).add(missing.subList(0, vectors.size()), vectors);
              if (vectors.size() == missing.size()) {
                session.changes().followed(version, changes);
              }
              return at;
            });
  }
}
