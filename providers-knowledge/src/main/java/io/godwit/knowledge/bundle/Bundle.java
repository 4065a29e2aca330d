package io.godwit.knowledge.bundle;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A bundle in a folder. */
final class Bundle {

  private final FileTree files;
  private final Manifest manifest;

  private Bundle(FileTree files, Manifest manifest) {
    this.files = files;
    this.manifest = manifest;
  }

  /**
   * Reads its manifest.
   *
   * @throws GodwitException {@link KnowledgeError#BAD_BUNDLE} if it has none that can be
   */
  static Bundle open(FileTree files) {
    try (InputStream in = files.open(Manifest.FILE)) {
      byte[] json = in.readNBytes(Manifest.LONGEST + 1);
      if (json.length > Manifest.LONGEST) {
        throw Manifest.bad("its manifest.json has more than 16 MiB", null);
      }
      return new Bundle(files, Manifest.parse(json));
    } catch (IOException e) {
      throw Manifest.bad("its manifest.json cannot be read: " + e.getMessage(), e);
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /**
   * Reads all of its files and compares their lengths and digests with the manifest.
   *
   * @throws GodwitException {@link KnowledgeError#BAD_BUNDLE} if one differs, is missing or is too
   *     many
   */
  void demandWhole() {
    Map<String, Manifest.File> said = new HashMap<>();
    for (Manifest.Shard shard : manifest.shards()) {
      said.put(shard.rows().name(), shard.rows());
      said.put(shard.vectors().name(), shard.vectors());
    }
    for (FileTree.Entry entry : files.files()) {
      Manifest.File file = said.remove(entry.path());
      if (file != null) {
        demandSame(file);
      } else if (!entry.path().equals(Manifest.FILE)) {
        throw Manifest.bad("it has a file " + entry.path() + " that its manifest does not", null);
      }
    }
    if (!said.isEmpty()) {
      throw Manifest.bad("its file " + said.keySet().iterator().next() + " is missing", null);
    }
  }

  private void demandSame(Manifest.File file) {
    MessageDigest sha256 = Digest.sha256();
    try (InputStream in = files.open(file.name());
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      long bytes = in.transferTo(out);
      if (bytes != file.bytes() || !Digest.finish(sha256).hex().equals(file.sha256())) {
        throw Manifest.bad("its file " + file.name() + " is not what its manifest says", null);
      }
    } catch (IOException e) {
      throw Manifest.bad("its file " + file.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Where reading stands: between two documents.
   *
   * @param shard the shard, from 0
   * @param line the byte in its rows
   * @param vector the vector in its vectors
   */
  record Position(int shard, long line, long vector) {
    static final Position START = new Position(0, 0, 0);
  }

  /** Reads a shard from a position on; empty after the last. The caller closes it. */
  Optional<ShardReader> read(Position from) throws IOException {
    if (from.shard() >= manifest.shards().size()) {
      return Optional.empty();
    }
    Manifest.Shard shard = manifest.shards().get(from.shard());
    InputStream rows = files.open(shard.rows().name());
    try {
      InputStream vectors = files.open(shard.vectors().name());
      return Optional.of(new ShardReader(shard, manifest.form(), rows, vectors, from));
    } catch (GodwitException e) {
      rows.close();
      throw e;
    }
  }
}
