package io.godwit.engine.repository.stage;

import io.godwit.api.name.Digest;
import io.godwit.engine.repository.stage.Block.Span;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The digests of whole files. Those of files with one chunk are the ids of their chunks, and are
 * not computed again.
 */
final class FileHashes {

  private final AtomicReferenceArray<@Nullable Digest> digests;
  private MessageDigest sha256 = Digest.sha256();

  FileHashes(int files) {
    digests = new AtomicReferenceArray<>(files);
  }

  /** Hashes the spans of the next block. */
  void add(Block block) {
    for (Span span : block.spans()) {
      sha256.update(block.bytes(), span.from(), span.to() - span.from());
      if (span.endsFile()) {
        put(span.file(), Digest.finish(sha256));
        sha256 = Digest.sha256();
      }
    }
  }

  void put(int file, Digest digest) {
    digests.set(file, digest);
  }

  Digest of(int file) {
    return Objects.requireNonNull(digests.get(file), "all blocks are added before");
  }
}
