package io.godwit.engine.repository.read;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.format.Manifest.Segment;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The chunks of one file out of a feed; the last is not handed out before the whole file is right.
 */
final class FileReader {

  private final FileEntry file;
  private final ChunkFeed feed;
  private final MessageDigest sha256 = Digest.sha256();
  private long chunksLeft;
  private long bytesLeft;

  FileReader(FileEntry file, ChunkFeed feed) {
    this.file = file;
    this.feed = feed;
    this.chunksLeft = file.segments().stream().mapToLong(Segment::count).sum();
    this.bytesLeft = file.size();
    if (chunksLeft == 0) {
      requireWhole();
    }
  }

  /** The next chunk; empty when the file is whole. */
  Optional<ChunkFeed.Plain> next() {
    if (chunksLeft == 0) {
      return Optional.empty();
    }
    ChunkFeed.Plain chunk = feed.next();
    sha256.update(chunk.bytes(), chunk.from(), chunk.length());
    bytesLeft -= chunk.length();
    chunksLeft--;
    if (chunksLeft == 0 || bytesLeft < 0) {
      requireWhole();
    }
    return Optional.of(chunk);
  }

  private void requireWhole() {
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
