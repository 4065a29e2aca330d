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
import io.godwit.knowledge.chunk.Chunking;
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

/** Reads all documents of an import once, to say what it will take and what is wrong with them. */
final class ImportPlanner {

  private static final int MOST_FAULTS = 20;

  private final KnowledgeTarget target;
  private final ImportConfig config;
  private final PlanContext context;
  private final Chunking chunking;
  private final List<String> include;
  private final List<Fault> faults = new ArrayList<>();
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
        documents++;
        look(source, entry);
      }
    }
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
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
      documents++;
      RecordReader.Document document = found.get();
      if (!ids.add(document.id())) {
        throw RecordImport.twice(document.id());
      }
      if (isKnown(document.id(), Digest.of(document.text()))) {
        known++;
      } else {
        count(new ByteArrayInputStream(document.text()), document.id());
      }
    } catch (GodwitException e) {
      add(entry, e);
    }
    return true;
  }

  private void add(FileTree.Entry entry, GodwitException e) {
    Place place = Place.of(context.files().shown(config.from()) + "/" + entry.path());
    e.faults().forEach(fault -> faults.add(Fault.at(place, fault.code(), fault.message())));
  }

  private static Fault unreadable(String path, IOException e) {
    return Fault.of(
        KnowledgeError.DOCUMENT_UNREADABLE,
        "Document " + path + " cannot be read: " + e.getMessage());
  }

  private void count(InputStream in, String path) throws IOException {
    DocumentReader.read(
        in,
        path,
        DocumentSource.format(path),
        chunking,
        chunk -> {
          chunks++;
          tokens += chunk.tokenEstimate();
          characters += chunk.text().length();
        });
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
        return;
      }
      try (InputStream in = source.open(entry.path())) {
        count(in, entry.path());
      }
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
    ImportStep frozen = new ImportStep(build, chunking, include, config.exclude(), documents);
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
    return new StepPlan<>(
        frozen,
        new StepPlan.Text(summary, details, warnings),
        new StepPlan.Estimate(
            List.of(Tally.of("documents", documents), Tally.of("chunks", chunks)),
            chunks * dimension * Float.BYTES + characters,
            0,
            Optional.empty()),
        Conducts.BESIDE,
        List.of(new Input(ImportStepType.INPUT, config.from())),
        Set.of("collection " + config.collection()));
  }
}
