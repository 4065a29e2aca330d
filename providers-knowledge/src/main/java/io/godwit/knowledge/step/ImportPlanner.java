package io.godwit.knowledge.step;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Build;
import io.godwit.knowledge.build.Conducts;
import io.godwit.knowledge.build.IndexPlan;
import io.godwit.knowledge.build.Probes;
import io.godwit.knowledge.build.Timing;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.chunk.DocumentFacts;
import io.godwit.knowledge.chunk.DocumentReader;
import io.godwit.knowledge.embedding.EmbedderCost;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads all documents of an import once, to say what it will take and what is wrong with them. */
final class ImportPlanner {

  private static final int MOST_FAULTS = 20;

  private final KnowledgeTarget target;
  private final ImportConfig config;
  private final PlanContext context;
  private final Chunking chunking;
  private final List<String> include;
  private final ImportRules rules;
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> aside = new ArrayList<>();
  private long keptAside;
  private final Ids ids = new Ids();
  private long documents;
  private long known;
  private long chunks;
  private long tokens;
  private long characters;

  ImportPlanner(KnowledgeTarget target, ImportConfig config, PlanContext context) {
    this.target = target;
    this.config = config;
    this.context = context;
    this.chunking = config.chunking().orElse(Chunking.DEFAULT);
    this.rules = config.rules();
    this.include = config.include().isEmpty() ? DocumentSource.INCLUDE : config.include();
  }

  StepPlan<ImportStep> plan() {
    DocumentSource source =
        new DocumentSource(context.files().tree(config.from()), include, config.exclude());
    if (source.entries().isEmpty()) {
      throw new GodwitException(
          KnowledgeError.NO_DOCUMENTS,
          context.files().shown(config.from())
              + " has no documents that match "
              + String.join(", ", include)
              + "; look at from, include and exclude");
    }
    for (FileTree.Entry entry : source.entries()) {
      if (DocumentSource.hasRecords(entry.path())) {
        lookIntoRecords(source, entry);
      } else {
        look(source, entry);
      }
    }
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    if (documents == 0 && keptAside > 0) {
      throw new GodwitException(
          KnowledgeError.NO_DOCUMENTS,
          "None of the documents can be brought in: " + String.join("; ", aside));
    }
    try (Embedder embedder = context.embedders().open(config.embedder())) {
      return plan(documents, embedder);
    }
  }

  private void lookIntoRecords(DocumentSource source, FileTree.Entry entry) {
    try (RecordReader reader = new RecordReader(entry.path(), source.open(entry.path()), 0)) {
      boolean more = true;
      while (more && faults.size() < MOST_FAULTS) {
        more = lookAtRecord(reader, entry);
      }
    } catch (IOException e) {
      faults.add(unreadable(entry.path(), e));
    }
  }

  private boolean lookAtRecord(RecordReader reader, FileTree.Entry entry) throws IOException {
    try {
      Optional<RecordReader.Document> found = reader.next();
      if (found.isEmpty()) {
        return false;
      }
      RecordReader.Document document = found.get();
      rules.check(document.id(), document.metadata());
      if (!ids.add(document.id())) {
        throw RecordImport.twice(document.id());
      }
      if (isKnown(document.id(), Digest.of(document.text()))) {
        known++;
      } else {
        count(new ByteArrayInputStream(document.text()), document.id(), facts -> {});
      }
      documents++;
    } catch (GodwitException e) {
      add(entry, e);
    }
    return true;
  }

  private void add(FileTree.Entry entry, GodwitException e) {
    Place place = Place.of(context.files().shown(config.from()) + "/" + entry.path());
    if (rules.keepsAside(e)) {
      keptAside++;
      if (aside.size() < MOST_FAULTS) {
        Fault fault = e.faults().get(0);
        aside.add("kept aside: " + Fault.at(place, fault.code(), fault.message()));
      }
      return;
    }
    e.faults().forEach(fault -> faults.add(Fault.at(place, fault.code(), fault.message())));
  }

  private static Fault unreadable(String path, IOException e) {
    return Fault.of(
        KnowledgeError.DOCUMENT_UNREADABLE,
        "Document " + path + " cannot be read: " + e.getMessage());
  }

  private void count(InputStream in, String path, Consumer<DocumentFacts> check)
      throws IOException {
    long[] counts = new long[3];
    DocumentFacts facts =
        DocumentReader.read(
            in,
            path,
            DocumentSource.format(path),
            chunking,
            chunk -> {
              counts[0]++;
              counts[1] += chunk.tokenEstimate();
              counts[2] += chunk.text().length();
            });
    check.accept(facts);
    chunks += counts[0];
    tokens += counts[1];
    characters += counts[2];
  }

  private void look(DocumentSource source, FileTree.Entry entry) {
    if (faults.size() == MOST_FAULTS) {
      return;
    }
    try {
      if (!ids.add(entry.path())) {
        throw RecordImport.twice(entry.path());
      }
      if (isKnown(entry.path(), source.digest(entry.path()))) {
        known++;
      } else {
        try (InputStream in = source.open(entry.path())) {
          count(
              in,
              entry.path(),
              facts -> rules.check(entry.path(), DocumentSource.metadata(entry.path(), facts)));
        }
      }
      documents++;
    } catch (GodwitException e) {
      add(entry, e);
    } catch (IOException e) {
      faults.add(unreadable(entry.path(), e));
    }
  }

  private boolean isKnown(String path, Digest content) {
    return target
        .store()
        .read(
            session ->
                session.isKnown(config.collection().value(), chunking.fingerprint(), path, content))
        .orElse(false);
  }

  private StepPlan<ImportStep> plan(long documents, Embedder embedder) {
    String fingerprint = embedder.identity().fingerprint().toString();
    Build build =
        new Build(config.collection().value(), config.embedder(), fingerprint, config.batch());
    ImportStep frozen =
        new ImportStep(build, chunking, include, config.exclude(), rules, documents);
    EmbedderCost cost =
        EmbedderCost.of(embedder, config.batch(), chunks, tokens).within(embedder.limits());
    int dimension = embedder.identity().vector().dimension();
    String summary =
        "import "
            + documents
            + " documents into collection "
            + config.collection()
            + ": "
            + (documents - known)
            + " new or changed, "
            + chunks
            + " chunks at dimension "
            + dimension;
    IndexPlan index = IndexPlan.of(target, dimension, chunks);
    List<String> details = new ArrayList<>(List.of(cost.toString()));
    details.addAll(index.details());
    List<String> warnings = new ArrayList<>(Probes.warnings(embedder, config.embedder()));
    warnings.addAll(index.warnings());
    warnings.addAll(aside);
    if (keptAside > aside.size()) {
      warnings.add("kept aside: " + (keptAside - aside.size()) + " more documents");
    }
    return new StepPlan<>(
        frozen,
        new StepPlan.Text(summary, details, warnings),
        new StepPlan.Estimate(
            List.of(
                Tally.of("documents that are new or changed", documents - known),
                Tally.of("documents", documents),
                Tally.of("chunks", chunks)),
            chunks * dimension * Float.BYTES + characters,
            0,
            Timing.storing(documents, chunks)
                .embedding(embedder, cost)
                .indexing(index, chunks)
                .known()),
        Conducts.BESIDE,
        List.of(new Input(ImportStepType.INPUT, config.from())),
        Set.of("collection " + config.collection()));
  }
}
