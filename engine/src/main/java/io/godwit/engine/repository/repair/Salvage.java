package io.godwit.engine.repository.repair;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.format.Manifest.Segment;
import io.godwit.engine.repository.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The files of broken content, put together from what can be read of them, here or elsewhere. */
final class Salvage implements FileTree {

  /** Where the bytes of a file are. */
  @FunctionalInterface
  private interface Origin {
    InputStream open();
  }

  private final Manifest manifest;
  private final Map<String, Origin> origins = new HashMap<>();
  private final List<String> lost = new ArrayList<>();

  /**
   * Finds the files.
   *
   * @param states of the packs of the manifest, in their order
   */
  Salvage(
      ObjectStore store,
      Manifest manifest,
      List<PackState> states,
      Twins twins,
      List<Spare> spares) {
    this.manifest = manifest;
    for (FileEntry file : manifest.files()) {
      Optional<Origin> origin =
          chunks(file, states, twins)
              .<Origin>map(chunks -> () -> new SalvagedStream(store, chunks))
              .or(() -> spare(file, spares));
      origin.ifPresentOrElse(found -> origins.put(file.path(), found), () -> lost.add(file.path()));
    }
  }

  /** The files that are nowhere to be found. */
  List<String> lost() {
    return lost;
  }

  @Override
  public List<Entry> files() {
    return manifest.files().stream().map(file -> new Entry(file.path(), file.size())).toList();
  }

  @Override
  public InputStream open(String path) {
    return Objects.requireNonNull(origins.get(path), path).open();
  }

  private static Optional<List<ChunkPlace>> chunks(
      FileEntry file, List<PackState> states, Twins twins) {
    List<ChunkPlace> places = new ArrayList<>();
    for (Segment segment : file.segments()) {
      PackState state = states.get(segment.pack());
      for (int i = segment.from(); i < segment.from() + segment.count(); i++) {
        int chunk = i;
        Optional<ChunkPlace> place =
            state.has(chunk)
                ? state.index().map(index -> new ChunkPlace(index, chunk))
                : state.index().flatMap(index -> twins.of(index, chunk));
        if (place.isEmpty()) {
          return Optional.empty();
        }
        places.add(place.get());
      }
    }
    return Optional.of(places);
  }

  private static Optional<Origin> spare(FileEntry file, List<Spare> spares) {
    for (Spare spare : spares) {
      for (Entry entry : spare.files().files()) {
        if (entry.sizeBytes() == file.size() && hasDigest(spare.files(), entry, file.sha256())) {
          return Optional.of(() -> spare.files().open(entry.path()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasDigest(FileTree files, Entry entry, Digest wanted) {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = files.open(entry.path())) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new GodwitException(
          ArtifactError.UNREADABLE, "File " + entry.path() + " cannot be read; mend it", e);
    } catch (GodwitException e) {
      PackState.requireDamage(e);
      return false;
    }
    return Digest.finish(sha256).equals(wanted);
  }
}
