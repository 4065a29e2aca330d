package io.godwit.engine.repository.read;

import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.format.Manifest.Segment;
import io.godwit.engine.repository.pack.PackIndex;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Splits the segments of files into stretches: chunks that follow one another in a pack, also over
 * the ends of files, so that a thousand small files come with one read. Bounded by plain bytes, so
 * that no compression makes a stretch too large.
 */
final class Stretches implements Iterator<Stretches.Part> {

  /** The most plain bytes of a stretch. */
  static final int MOST_BYTES = 4 << 20;

  /** Chunks {@code from} to {@code to - 1} of a pack. */
  record Part(PackIndex index, int from, int to) {}

  private final Manifest manifest;
  private final PackIndexes indexes;
  private final Iterator<Segment> segments;
  private Optional<Segment> rest = Optional.empty();

  Stretches(Manifest manifest, List<FileEntry> files, PackIndexes indexes) {
    this.manifest = manifest;
    this.indexes = indexes;
    this.segments = files.stream().flatMap(file -> file.segments().stream()).iterator();
  }

  @Override
  public boolean hasNext() {
    return rest.isPresent() || segments.hasNext();
  }

  @Override
  public Part next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Segment first = rest.orElseGet(segments::next);
    PackRef pack = manifest.packs().get(first.pack());
    PackIndex index = indexes.of(pack);
    int to = first.from();
    int end = first.from() + first.count();
    long bytes = 0;
    rest = Optional.empty();
    while (to < end && bytes + index.entry(to).plainLength() <= MOST_BYTES) {
      bytes += index.entry(to++).plainLength();
      if (to == end && segments.hasNext()) {
        Segment next = segments.next();
        if (next.pack() == first.pack() && next.from() == end) {
          end += next.count();
        } else {
          rest = Optional.of(next);
        }
      }
    }
    if (to < end) {
      rest = Optional.of(new Segment(first.pack(), to, end - to));
    }
    return new Part(index, first.from(), to);
  }
}
