package io.godwit.engine.repository.stage;

import io.godwit.engine.repository.stage.Encoding.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which chunks of a file are taken from where they are and which are stored again. Chunks
 * are taken in runs that follow one another in one pack: at least 8, or the whole file. A shorter
 * match would make later reads jump about for a few kilobytes, so it is not worth having.
 *
 * <p>The chunks of a run that is still too short are held back, at most 7 of them.
 */
final class RunMatcher {

  private static final int SHORTEST_RUN = 8;

  /** Chunks of a pack that follow one another, as a file uses them. */
  record Run(PackSlot pack, int from, int count) {
    private boolean goesOnAt(Place place) {
      return pack == place.pack() && from + count == place.chunk();
    }
  }

  private final ChunkTable base;
  private final ChunkTable written;
  private final PackWriter packs;
  private final List<Chunk> held = new ArrayList<>();
  private List<Run> runs = new ArrayList<>();
  private Optional<Place> expected = Optional.empty();
  private Optional<Place> heldFrom = Optional.empty();
  private boolean taking;
  private boolean sinceStart;

  RunMatcher(ChunkTable base, ChunkTable written, PackWriter packs) {
    this.base = base;
    this.written = written;
    this.packs = packs;
  }

  /** Takes the next chunk of the present file. */
  void add(Chunk chunk) {
    Optional<Place> here = expected.filter(place -> place.holds(chunk.sha256()));
    if (here.isPresent()) {
      follow(chunk, here.get());
      return;
    }
    endRun();
    Optional<Place> found = find(chunk);
    if (found.isPresent()) {
      sinceStart = runs.isEmpty();
      heldFrom = found;
      follow(chunk, found.get());
    } else {
      append(packs.add(chunk.encoded().get()));
    }
  }

  /** Ends the present file and gives where its chunks are. */
  List<Run> endFile() {
    if (sinceStart) {
      takeHeld();
    }
    endRun();
    List<Run> file = runs;
    runs = new ArrayList<>();
    return file;
  }

  /** Whether it has chunks that it may still need. */
  boolean holdsBack() {
    return !held.isEmpty();
  }

  private void follow(Chunk chunk, Place place) {
    expected = Optional.of(place.next());
    if (taking) {
      append(place);
      return;
    }
    held.add(chunk);
    if (held.size() == SHORTEST_RUN) {
      takeHeld();
      taking = true;
    }
  }

  private void endRun() {
    held.forEach(chunk -> append(packs.add(chunk.encoded().get())));
    held.clear();
    expected = Optional.empty();
    taking = false;
    sinceStart = false;
  }

  private void takeHeld() {
    Place place = heldFrom.orElseThrow();
    for (int i = 0; i < held.size(); i++) {
      append(place);
      place = place.next();
    }
    held.clear();
  }

  private void append(Place place) {
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last).goesOnAt(place)) {
      Run run = runs.get(last);
      runs.set(last, new Run(run.pack(), run.from(), run.count() + 1));
    } else {
      runs.add(new Run(place.pack(), place.chunk(), 1));
    }
  }

  private Optional<Place> find(Chunk chunk) {
    Optional<Place> there = base.place(chunk.sha256());
    return there.isPresent() ? there : written.place(chunk.sha256());
  }
}
