package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Finding;
import io.godwit.api.step.StepContext;
import io.godwit.knowledge.embedding.EmbedderCalls;
import io.godwit.knowledge.index.IndexSettings;
import io.godwit.knowledge.index.Indexes;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.CollectionVersion.State;
import io.godwit.knowledge.store.Counts;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.VectorAudit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves a version: every chunk has its vector, every vector is one of its embedder's, and a few of
 * them are what the embedder says today. For a re-embedding it also reports how far old and new
 * vectors agree on what is near: a better embedder disagrees rightly, so this fails a step only
 * below the share that its author has set.
 */
public final class Verification {

  private static final int ASKED_AGAIN = 16;
  private static final double SAME = 0.99;
  private static final String REPEAT = "take the run back and repeat it";

  private final KnowledgeTarget target;
  private final String collection;
  private final Optional<Build> build;
  private final StepContext context;

  private Verification(
      KnowledgeTarget target, String collection, Optional<Build> build, StepContext context) {
    this.target = target;
    this.collection = collection;
    this.build = build;
    this.context = context;
  }

  /** Of a version whose step has embedded texts. */
  public static Verification of(KnowledgeTarget target, Build build, StepContext context) {
    return new Verification(target, build.collection(), Optional.of(build), context);
  }

  /** Of a version whose vectors were there before. */
  public static Verification of(KnowledgeTarget target, String collection, StepContext context) {
    return new Verification(target, collection, Optional.empty(), context);
  }

  /** What holds for every version. */
  public List<Finding> ofVersion() {
    return read((session, version, findings) -> {});
  }

  /** What holds for every version, and that it has just as many documents as its base. */
  public List<Finding> ofSameDocuments() {
    return read(
        (session, version, findings) -> {
          long base = session.counts(base(session, version)).documents();
          long found = session.counts(version).documents();
          if (found != base) {
            findings.add(
                Finding.error(
                    "the version before has " + base + " documents, this one " + found, REPEAT));
          }
        });
  }

  /** What holds for every version, and that it is in content what another store has. */
  public List<Finding> ofCopy(Digest source, String name) {
    return read(
        (session, version, findings) -> {
          Digest own = session.digest(version, name);
          findings.add(
              own.equals(source)
                  ? Finding.info("source and copy have the digest " + own)
                  : Finding.error(
                      "the source has the digest " + source + ", the copy " + own, REPEAT));
        });
  }

  private static CollectionVersion base(StoreSession session, CollectionVersion version)
      throws SQLException {
    return session.versions().version(version.base().orElseThrow());
  }

  /** Of an import of so many documents, of which the last may not have been brought in. */
  public List<Finding> ofImport(long documents, long keptAside) {
    return read(
        (session, version, findings) -> {
          long found = session.counts(version).documents();
          if (found != documents) {
            findings.add(
                Finding.error(
                    "the folder has " + documents + " documents, the collection " + found, REPEAT));
          }
          if (keptAside > 0) {
            findings.add(
                Finding.warning(
                    keptAside + " documents were kept aside; the plan names them",
                    "mend them and import again"));
          }
        });
  }

  public List<Finding> ofReembedding(double minOverlap, double minKnownItems) {
    return read(
        (session, version, findings) -> {
          Overlap.of(session, base(session, version), version)
              .ifPresent(overlap -> findings.add(overlap.finding(minOverlap)));
          knownItems(session, version, minKnownItems, findings);
        });
  }

  /** Asks the new embedder for what it ought to know, and the one before for comparison. */
  private void knownItems(
      StoreSession session, CollectionVersion version, double least, List<Finding> findings)
      throws SQLException {
    try (Embedder embedder = EmbeddingPhase.open(context.embedders(), build.orElseThrow())) {
      KnownItems.of(session, version, embedder)
          .ifPresent(found -> findings.add(found.finding(least)));
    } catch (GodwitException e) {
      findings.add(Finding.error(e.faults().get(0).toString(), "mend it and verify again"));
    }
    CollectionVersion base = base(session, version);
    Optional<EmbedderRef> before =
        Probes.find(
            context.embedders(), base.parts().embedder(), session.versions().embedder(base));
    if (before.isPresent() && base.state() != State.RETIRED) {
      try (Embedder embedder = context.embedders().open(before.get())) {
        KnownItems.of(session, base, embedder)
            .ifPresent(
                found ->
                    findings.add(
                        Finding.info("the embedder before: " + found.finding(0).message())));
      }
    }
  }

  /** What one kind of step adds. */
  private interface Further {
    void look(StoreSession session, CollectionVersion version, List<Finding> findings)
        throws SQLException;
  }

  private List<Finding> read(Further further) {
    List<Finding> findings = new ArrayList<>();
    target
        .store()
        .read(
            session -> {
              look(session, further, findings);
              return findings;
            });
    if (findings.isEmpty()) {
      findings.add(Finding.error("the store has no tables", REPEAT));
    }
    return findings;
  }

  private void look(StoreSession session, Further further, List<Finding> findings)
      throws SQLException {
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    if (own.isEmpty() || !own.get().complete()) {
      findings.add(
          Finding.error(
              "collection " + collection + " has no complete version of this step", REPEAT));
      return;
    }
    if (own.get().state() == State.RETIRED) {
      findings.add(Finding.info("the version's rows have been freed; there is nothing to verify"));
      return;
    }
    completeness(session, own.get(), findings);
    changes(session, own.get(), findings);
    vectors(session, own.get(), findings);
    index(session, own.get(), findings);
    further.look(session, own.get(), findings);
  }

  /** What a step that follows changes has not followed yet it will; another leaves it out. */
  private static void changes(
      StoreSession session, CollectionVersion version, List<Finding> findings) throws SQLException {
    long waiting = session.changes().count(version);
    if (waiting > 0) {
      findings.add(
          Finding.warning(
              waiting
                  + " changes were made by applications while the version was built; a step that"
                  + " keeps the documents brings them before readers see it, an import or a copy"
                  + " shows what its source has",
              "after an import or a copy, make those changes in the source, too"));
    }
  }

  private static void completeness(
      StoreSession session, CollectionVersion version, List<Finding> findings) throws SQLException {
    Counts counts = session.counts(version);
    findings.add(
        Finding.info(
            "version "
                + version.number()
                + " has "
                + counts.documents()
                + " documents ("
                + counts.deleted()
                + " marked as deleted) and "
                + counts.chunks()
                + " chunks"));
    if (counts.stored() != counts.chunks()) {
      findings.add(
          Finding.error(
              counts.stored()
                  + " chunks are stored, the documents were cut into "
                  + counts.chunks(),
              REPEAT));
    }
    if (counts.without() > 0) {
      findings.add(Finding.error(counts.without() + " chunks have no vector", REPEAT));
    }
  }

  /** The index is judged by exact search in the same vectors. */
  private void index(StoreSession session, CollectionVersion version, List<Finding> findings)
      throws SQLException {
    Indexes indexes = target.store().indexes();
    if (indexes.extension(session.connection()).isEmpty()) {
      return;
    }
    IndexSettings settings = indexes.settings();
    IndexRecall.of(session, version, settings.efSearch())
        .ifPresent(recall -> findings.add(recall.finding(settings.minRecallAt10())));
  }

  private void vectors(StoreSession session, CollectionVersion version, List<Finding> findings)
      throws SQLException {
    VectorForm form = SpaceForm.of(session.versions().embedder(version));
    VectorAudit audit = VectorAudit.of(session.scan(version), form, ASKED_AGAIN);
    audit.fault().ifPresent(fault -> findings.add(Finding.error(fault, REPEAT)));
    if (audit.allTheSame()) {
      findings.add(
          Finding.error(
              "the embedder gives different texts one and the same vector",
              "look at the embedder's settings"));
    }
    if (build.isPresent()) {
      askAgain(session, version, build.get(), audit.samples(), findings);
    }
  }

  private void askAgain(
      StoreSession session,
      CollectionVersion version,
      Build build,
      List<VectorAudit.Sample> samples,
      List<Finding> findings)
      throws SQLException {
    try (Embedder embedder = EmbeddingPhase.open(context.embedders(), build)) {
      askAgain(session, version, embedder, samples, findings);
    } catch (GodwitException e) {
      findings.add(Finding.error(e.faults().get(0).toString(), "mend it and verify again"));
    }
  }

  /** Finds vectors that were given to the wrong texts, or by another model under the same name. */
  private static void askAgain(
      StoreSession session,
      CollectionVersion version,
      Embedder embedder,
      List<VectorAudit.Sample> samples,
      List<Finding> findings)
      throws SQLException {
    List<String> texts = new ArrayList<>();
    for (VectorAudit.Sample sample : samples) {
      texts.add(session.search(version).place(sample.text()).text());
    }
    if (texts.isEmpty()) {
      return;
    }
    new EmbedderCalls(embedder)
        .embed(texts, TextRole.DOCUMENT)
        .fold(
            vectors -> findings.addAll(compare(samples, vectors)),
            fault -> findings.add(notAsked(fault)),
            fault -> findings.add(notAsked(fault)),
            fault -> findings.add(notAsked(fault)));
  }

  private static List<Finding> compare(List<VectorAudit.Sample> samples, List<float[]> vectors) {
    double least = 1;
    for (int i = 0; i < samples.size(); i++) {
      least = Math.min(least, VectorAudit.cosine(samples.get(i).vector(), vectors.get(i)));
    }
    return least >= SAME
        ? List.of()
        : List.of(
            Finding.error(
                "asked again, the embedder gives vectors whose cosine to the stored ones is as low"
                    + " as "
                    + least,
                "look whether the service has changed its model, then repeat the run"));
  }

  private static Finding notAsked(Fault fault) {
    return Finding.warning(
        "the embedder does not answer, so no vector was asked for again: " + fault,
        "mend it and verify again");
  }
}
