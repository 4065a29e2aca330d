package io.godwit.engine.repository.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.catalog.Gate;
import io.godwit.engine.repository.catalog.Liveness;
import io.godwit.engine.repository.catalog.Roots;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.format.Manifest.Segment;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.object.ObjectKind;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import io.godwit.engine.repository.stage.RunMatcher.Run;
import io.godwit.engine.repository.work.Workers;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stages artifacts. The calling thread reads, cuts, decides and packs, in order; the workers hash
 * and encode blocks and store packs. Without other workers the caller does all of it. However long
 * the files are, no more than a few blocks and packs are in memory.
 */
public final class Stager {

  private final ObjectStore store;
  private final Gate gate;
  private final Roots roots;
  private final Liveness liveness;
  private final Workers workers;
  private final Unfinished unfinished;

  public Stager(
      ObjectStore store,
      Gate gate,
      Roots roots,
      Liveness liveness,
      Workers workers,
      Unfinished unfinished) {
    this.store = store;
    this.gate = gate;
    this.roots = roots;
    this.liveness = liveness;
    this.workers = workers;
    this.unfinished = unfinished;
  }

  /** Stages the files; {@link io.godwit.api.artifact.Artifacts#stage}. */
  public StagedArtifact stage(StageRequest request) {
    return stage(request, Set.of());
  }

  /**
   * Stages the files.
   *
   * @param avoided packs of the base to which nothing may refer
   */
  public StagedArtifact stage(StageRequest request, Set<ObjectKey> avoided) {
    gate.requireWritable();
    List<FileTree.Entry> entries = Listing.of(request.files());
    Root root = roots.read().root();
    ChunkTable base = new ChunkTable();
    Set<ObjectKey> unusable = new HashSet<>(roots.condemned(root));
    unusable.addAll(avoided);
    BasePacks packs = new BasePacks(store, unusable);
    request.base().ifPresent(manifest -> packs.addTo(base, manifest));
    Unfinished.Session session = unfinished.begin(label(entries));
    packs.addTo(base, session.left());
    Manifest manifest = manifest(request, entries, base, session);
    Reference reference = store.put(ObjectKind.MANIFEST, Documents.write(manifest));
    session.done();
    liveness.remember(reference.key(), root.epoch());
    return new StagedArtifact(
        reference.toManifestRef(), manifest.content(), manifest.bytes(), entries.size());
  }

  /** The same for files of the same names and sizes. */
  private static String label(List<FileTree.Entry> entries) {
    MessageDigest sha256 = Digest.sha256();
    for (FileTree.Entry entry : entries) {
      sha256.update((entry.path() + "\0" + entry.sizeBytes() + "\n").getBytes(UTF_8));
    }
    return Digest.finish(sha256).hex();
  }

  private Manifest manifest(
      StageRequest request,
      List<FileTree.Entry> entries,
      ChunkTable base,
      Unfinished.Session unfinishedSession) {
    try (Session session = new Session(store, workers, base, unfinishedSession, entries)) {
      List<StoredFile> files = session.store(request);
      return manifest(request.facts(), files);
    }
  }

  private static Manifest manifest(ArtifactFacts facts, List<StoredFile> files) {
    Map<PackSlot, Integer> numbers = new LinkedHashMap<>();
    List<FileEntry> listed = new ArrayList<>();
    for (StoredFile file : files) {
      List<Segment> segments = new ArrayList<>();
      for (Run run : file.runs()) {
        int number = numbers.computeIfAbsent(run.pack(), pack -> numbers.size());
        segments.add(new Segment(number, run.from(), run.count()));
      }
      ArtifactFile named = file.file();
      listed.add(new FileEntry(named.path(), named.sizeBytes(), named.sha256(), segments));
    }
    return new Manifest(
        Documents.FORMAT,
        ContentDigest.of(files.stream().map(StoredFile::file).toList()),
        files.stream().mapToLong(file -> file.file().sizeBytes()).sum(),
        facts.metadata(),
        facts.parents(),
        facts.source().orElse(null),
        numbers.keySet().stream().map(PackSlot::reference).toList(),
        listed);
  }
}
