package io.godwit.engine.repository.read;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.format.Manifest.Segment;
import io.godwit.engine.repository.read.ChunkFeed.Plain;
import io.godwit.engine.repository.work.InOrder;
import io.godwit.engine.repository.work.Task;
import io.godwit.engine.repository.work.Workers;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The chunks of one file out of a feed; the last is not handed out before the whole file is right.
 * A large file is hashed beside whatever the caller does with its chunks.
 */
final class FileReader {

  private static final long LARGE = 1 << 20;

  private final FileEntry file;
  private final ChunkFeed feed;
  private final InOrder hashing;
  private Optional<Task<Plain>> hashed = Optional.empty();
  private final MessageDigest sha256 = Digest.sha256();
  private long chunksLeft;
  private long bytesLeft;

  FileReader(FileEntry file, ChunkFeed feed, Workers workers) {
    this.file = file;
    this.feed = feed;
    this.hashing = new InOrder(file.size() < LARGE ? Workers.NONE : workers);
    this.chunksLeft = file.segments().stream().mapToLong(Segment::count).sum();
    this.bytesLeft = file.size();
    if (chunksLeft == 0) {
      requireWhole();
    }
  }

  /** The next chunk; empty when the file is whole. */
  Optional<Plain> next() {
    if (chunksLeft == 0) {
      return Optional.empty();
    }
    if (feed.movesOn()) {
      settle();
    }
    Plain chunk = feed.next();
    hashed =
        Optional.of(
            hashing.submit(
                () -> {
                  sha256.update(chunk.bytes(), chunk.from(), chunk.length());
                  return chunk;
                }));
    bytesLeft -= chunk.length();
    chunksLeft--;
    if (chunksLeft == 0 || bytesLeft < 0) {
      requireWhole();
    }
    return Optional.of(chunk);
  }

  /** Waits until nothing is hashed any more, for the feed takes the memory back. */
  void settle() {
    hashed.ifPresent(Task::join);
  }

  private void requireWhole() {
    settle();
    if (bytesLeft != 0 || !Digest.finish(sha256).equals(file.sha256())) {
      throw new GodwitException(
          ArtifactError.DAMAGED,
          "File "
              + file.path()
              + " is not what its manifest says; run 'godwit artifacts verify' to see what is"
              + " affected, and restore it from another copy");
    }
  }
}
