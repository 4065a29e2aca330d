package io.godwit.engine.repository.read;

import static java.util.stream.Collectors.toMap;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import io.godwit.engine.repository.work.Watch;
import io.godwit.engine.repository.work.Workers;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The content behind a manifest. */
public final class StoredContents implements Contents {

  private final ObjectStore store;
  private final Workers workers;
  private final ManifestRef reference;
  private final Manifest manifest;
  private final PackIndexes indexes;
  private final Map<String, FileEntry> files;

  private StoredContents(
      ObjectStore store, Workers workers, ManifestRef reference, Manifest manifest) {
    this.store = store;
    this.workers = workers;
    this.reference = reference;
    this.manifest = manifest;
    this.indexes = new PackIndexes(store);
    this.files = manifest.files().stream().collect(toMap(FileEntry::path, file -> file));
  }

  /** Reads the manifest; {@link io.godwit.api.artifact.Artifacts#contents}. */
  public static StoredContents open(ObjectStore store, Workers workers, ManifestRef reference) {
    if (store.storage().head(reference.key()).isEmpty()) {
      throw new GodwitException(
          ArtifactError.NOT_FOUND,
          "There is no content "
              + reference.key()
              + " in "
              + store.storage().description()
              + "; it was never stored there, or has been collected");
    }
    byte[] bytes = store.get(Reference.of(reference));
    Manifest manifest = Documents.read(Manifest.class, reference.key(), bytes);
    return new StoredContents(store, workers, reference, manifest);
  }

  @Override
  public StagedArtifact identity() {
    return new StagedArtifact(
        reference, manifest.content(), manifest.bytes(), manifest.files().size());
  }

  @Override
  public ArtifactFacts facts() {
    return manifest.facts();
  }

  @Override
  public List<ArtifactFile> listing() {
    return manifest.files().stream().map(FileEntry::toArtifactFile).toList();
  }

  @Override
  public List<Entry> files() {
    return manifest.files().stream().map(file -> new Entry(file.path(), file.size())).toList();
  }

  @Override
  public long sizeBytes() {
    return manifest.bytes();
  }

  @Override
  public InputStream open(String path) {
    FileEntry file = find(path);
    ChunkFeed feed = feed(Workers.NONE, ChunkFeed.Hashing.CHUNKS, List.of(file));
    return new FileStream(new FileReader(file, feed, Workers.NONE), feed);
  }

  @Override
  public void export(Path folder) {
    export(folder, Watch.NOBODY);
  }

  /** The same with somebody who is told how many bytes are written. */
  public void export(Path folder, Watch watch) {
    new Export(folder, workers, watch)
        .run(manifest.files(), missing -> feed(workers, ChunkFeed.Hashing.NONE, missing));
  }

  private ChunkFeed feed(Workers helpers, ChunkFeed.Hashing hashing, List<FileEntry> files) {
    return new ChunkFeed(store, indexes, helpers, hashing, manifest, files);
  }

  private FileEntry find(String path) {
    FileEntry file = files.get(path);
    if (file == null) {
      throw new GodwitException(
          ArtifactError.NOT_FOUND, "There is no file " + path + " in content " + reference.key());
    }
    return file;
  }
}
