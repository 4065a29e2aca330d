package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.embedding.EmbedderCalls;
import io.godwit.knowledge.embedding.EmbedderCost;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Vectors;
import io.godwit.knowledge.store.Vectors.Amount;
import io.godwit.knowledge.store.Vectors.Missing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a vector to every text of a version that has none. It goes along the keys of the texts, up
 * to a border that the first checkpoint fixes. A batch is read, embedded outside any transaction,
 * and stored in one transaction with the checkpoint. What has a vector is left out, so a batch that
 * is repeated pays for nothing twice.
 */
public final class EmbeddingPhase {

  private static final String NAME = "embed";

  private static final String FOLLOW = "follow";
  private static final String PHASE = "phase";
  private static final String THROUGH = "through";
  private static final String AT = "at";
  private static final String EMBEDDED = "embedded";
  private static final String TOTAL = "total";
  private static final String TOKENS = "tokens";

  private final KnowledgeTarget target;
  private final Build build;
  private final StepContext context;
  private final Optional<Following> following;

  /** Of a step that follows changes, or not. */
  public EmbeddingPhase(
      KnowledgeTarget target, Build build, StepContext context, Optional<Following> following) {
    this.following = following;
    this.target = target;
    this.build = build;
    this.context = context;
  }

  /** Whether a checkpoint is one of this phase. */
  public static boolean isIn(Checkpoint checkpoint) {
    return checkpoint.get(PHASE).isPresent();
  }

  /** The first checkpoint, which keeps what the one before it says. */
  public static Progress begin(StoreSession session, CollectionVersion version, Progress before)
      throws SQLException {
    Vectors vectors = session.vectors(version);
    long through = vectors.lastText();
    Amount amount = vectors.missing(0, through);
    Map<String, String> values = new HashMap<>(before.checkpoint().values());
    values.put(PHASE, NAME);
    values.put(THROUGH, Long.toString(through));
    values.put(AT, "0");
    values.put(EMBEDDED, "0");
    values.put(TOTAL, Long.toString(amount.texts()));
    return new Progress(
        false, new Checkpoint(values), tallies(before.tallies(), 0, amount.texts()));
  }

  /** Opens the embedder of a build, which has to be the one that the plan was made with. */
  public static Embedder open(Embedders embedders, Build build) {
    Embedder embedder = embedders.open(build.embedder());
    String fingerprint = embedder.identity().fingerprint().toString();
    if (!fingerprint.equals(build.fingerprint())) {
      embedder.close();
      throw new GodwitException(
          KnowledgeError.EMBEDDER_CHANGED,
          "Embedder "
              + build.embedder()
              + " has changed since the plan was made: it is "
              + fingerprint
              + ", the plan has "
              + build.fingerprint()
              + "; change it back, or take this run back and plan again");
    }
    return embedder;
  }

  /** The next batch. */
  public Attempt<Progress> next(Embedder embedder, Checkpoint checkpoint, List<Tally> before) {
    if (following.isPresent() && checkpoint.get(PHASE).filter(FOLLOW::equals).isPresent()) {
      return follow(following.get(), checkpoint, before);
    }
    List<Missing> texts;
    try {
      texts = read(checkpoint);
    } catch (GodwitException e) {
      return new Attempt.Retryable<>(e.faults().get(0));
    }
    Optional<Fault> beyond =
        embedder.limits().maxPrice().isEmpty()
            ? Optional.empty()
            : EmbedderCost.beyond(
                embedder.limits(), number(checkpoint, TOKENS) + tokens(embedder, unknown(texts)));
    if (beyond.isPresent()) {
      return new Attempt.Rejected<>(beyond.get());
    }
    return new EmbedderCalls(embedder)
        .embedFirst(unknown(texts), TextRole.DOCUMENT)
        .fold(
            vectors ->
                store(
                    texts,
                    merged(texts, vectors),
                    spending(checkpoint, embedder, texts, vectors),
                    before),
            Attempt.Rejected::new,
            Attempt.Retryable::new,
            // The answer of an embedder changes nothing here: asking again is safe.
            Attempt.Retryable::new);
  }

  private static long tokens(Embedder embedder, List<String> texts) {
    return texts.stream().mapToLong(embedder::estimateTokens).sum();
  }

  /** The checkpoint with what was paid for by now: of the texts that were answered for. */
  private static Checkpoint spending(
      Checkpoint checkpoint, Embedder embedder, List<Missing> texts, List<float[]> answered) {
    if (embedder.limits().maxPrice().isEmpty()) {
      return checkpoint;
    }
    long tokens = tokens(embedder, unknown(texts).subList(0, answered.size()));
    Map<String, String> values = new HashMap<>(checkpoint.values());
    values.put(TOKENS, Long.toString(number(checkpoint, TOKENS) + tokens));
    return new Checkpoint(values);
  }

  private static Attempt<Progress> follow(
      Following following, Checkpoint checkpoint, List<Tally> before) {
    List<Tally> tallies = tallies(before, number(checkpoint, EMBEDDED), number(checkpoint, TOTAL));
    return following.next(
        new Progress(false, checkpoint, tallies),
        (session, version) -> {
          session.versions().setBuilt(version);
          return new Progress(true, checkpoint, tallies);
        });
  }

  private List<Missing> read(Checkpoint checkpoint) {
    return target
        .store()
        .read(
            session ->
                session
                    .vectors(VersionLife.own(session, context).orElseThrow())
                    .next(number(checkpoint, AT), number(checkpoint, THROUGH), build.batch()))
        .orElseThrow();
  }

  private static List<String> unknown(List<Missing> texts) {
    return texts.stream().filter(each -> each.known().isEmpty()).map(Missing::text).toList();
  }

  private static List<float[]> merged(List<Missing> texts, List<float[]> embedded) {
    Iterator<float[]> next = embedded.iterator();
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (Missing text : texts) {
      if (text.known().isEmpty() && !next.hasNext()) {
        return vectors; // the service has stopped answering here
      }
      vectors.add(text.known().orElseGet(next::next));
    }
    return vectors;
  }

  private Attempt<Progress> store(
      List<Missing> texts, List<float[]> vectors, Checkpoint checkpoint, List<Tally> before) {
    return target
        .store()
        .once(
            context.effect(),
            (session, past) -> {
              CollectionVersion version = VersionLife.own(session, context).orElseThrow();
              List<Missing> answered = texts.subList(0, vectors.size());
              session.vectors(version).add(answered, vectors);
              boolean last = texts.size() < build.batch() && answered.size() == texts.size();
              if (last && following.isEmpty()) {
                session.versions().setBuilt(version);
              }
              return progress(answered, checkpoint, before, last);
            });
  }

  private Progress progress(
      List<Missing> texts, Checkpoint checkpoint, List<Tally> before, boolean last) {
    long embedded = number(checkpoint, EMBEDDED) + texts.size();
    Map<String, String> values = new HashMap<>(checkpoint.values());
    values.put(EMBEDDED, Long.toString(embedded));
    if (!texts.isEmpty()) {
      values.put(AT, Long.toString(texts.get(texts.size() - 1).id()));
    }
    if (last && following.isPresent()) {
      values.put(PHASE, FOLLOW);
    }
    return new Progress(
        last && following.isEmpty(),
        new Checkpoint(values),
        tallies(before, embedded, Math.max(embedded, number(checkpoint, TOTAL))));
  }

  private static List<Tally> tallies(List<Tally> before, long embedded, long total) {
    List<Tally> tallies = new ArrayList<>(before);
    tallies.add(new Tally("texts embedded", embedded, total));
    return tallies;
  }

  private static long number(Checkpoint checkpoint, String key) {
    return Long.parseLong(checkpoint.get(key).orElse("0"));
  }
}
