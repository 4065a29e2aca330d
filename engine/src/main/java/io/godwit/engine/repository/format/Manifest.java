package io.godwit.engine.repository.format;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest under {@code manifests/}: one artifact. What is in one can be believed after the
 * constructor has seen it: paths, order, sums and the content digest are right.
 *
 * @param format the version of the format
 * @param content the digest of all files
 * @param bytes the sum of their sizes
 * @param metadata what its provider wants to know again
 * @param parents from what it was made
 * @param source where it came from
 * @param packs the packs that hold its chunks
 * @param files sorted by the bytes of their paths
 */
public record Manifest(
    int format,
    Digest content,
    long bytes,
    Map<String, String> metadata,
    List<ArtifactId> parents,
    @Nullable String source,
    List<PackRef> packs,
    List<FileEntry> files) {

  private static final long LARGEST_PACK = 64L << 20;
  private static final int MOST_CHUNKS = 8_192;

  public Manifest {
    metadata = Map.copyOf(metadata);
    parents = List.copyOf(parents);
    packs = List.copyOf(packs);
    files = List.copyOf(files);
    requireSums(content, bytes, files);
    requireNoFileAsFolder(files);
    for (FileEntry file : files) {
      requireSegments(file, packs);
    }
  }

  /**
   * A pack with as much of its shape as is needed to read a part of it.
   *
   * @param key where it is
   * @param footer the digest of its footer
   * @param size its size
   * @param chunks how many chunks it holds
   */
  public record PackRef(ObjectKey key, Digest footer, long size, int chunks) {
    public PackRef {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(footer, "footer");
      if (size < 1 || size > LARGEST_PACK || chunks < 1 || chunks > MOST_CHUNKS) {
        throw new IllegalArgumentException("pack " + key + " cannot have that size");
      }
    }
  }

  /** One file and where its chunks are. */
  public record FileEntry(String path, long size, Digest sha256, List<Segment> segments) {
    public FileEntry {
      segments = List.copyOf(segments);
      new ArtifactFile(path, size, sha256);
    }

    public ArtifactFile toArtifactFile() {
      return new ArtifactFile(path, size, sha256);
    }
  }

  /** Chunks {@code from} to {@code from + count - 1} of a pack, by its place in the list. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  public record Segment(int pack, int from, int count) {}

  /** The facts that were recorded beside the bytes. */
  public ArtifactFacts facts() {
    return new ArtifactFacts(metadata, parents, Optional.ofNullable(source));
  }

  private static void requireSums(Digest content, long bytes, List<FileEntry> files) {
    ContentDigest digest = new ContentDigest();
    long sum = 0;
    String before = null;
    for (FileEntry file : files) {
      if (before != null && ContentDigest.PATH_ORDER.compare(before, file.path()) >= 0) {
        throw new IllegalArgumentException("files are not in order");
      }
      before = file.path();
      sum = Math.addExact(sum, file.size());
      digest.add(file.toArtifactFile());
    }
    if (sum != bytes || !digest.finish().equals(content)) {
      throw new IllegalArgumentException("the content is not what its digest says");
    }
  }

  private static void requireNoFileAsFolder(List<FileEntry> files) {
    if (NestedFiles.in(files, FileEntry::path).isPresent()) {
      throw new IllegalArgumentException("a file is the folder of another");
    }
  }

  private static void requireSegments(FileEntry file, List<PackRef> packs) {
    for (Segment segment : file.segments()) {
      if (segment.pack() < 0
          || segment.pack() >= packs.size()
          || segment.from() < 0
          || segment.count() < 1
          || segment.count() > packs.get(segment.pack()).chunks() - segment.from()) {
        throw new IllegalArgumentException("a segment is not in its pack");
      }
    }
  }
}
