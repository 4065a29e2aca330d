package io.godwit.engine.repository.read;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.Verification;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.format.Manifest.Segment;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import io.godwit.engine.repository.pack.PackCheck;
import io.godwit.engine.repository.stage.Unfinished;
import io.godwit.engine.repository.work.Workers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * Looks at content without giving it out. Packs are read from end to end, so that a byte that no
 * file uses is looked at too; then, when all of it is asked for, each file is put together and
 * hashed.
 */
public final class Verifier {

  private static final int MOST_USERS = 3;

  private final ObjectStore store;
  private final RandomGenerator random;
  private final double share;
  private final LongConsumer progress;
  private final List<Fault> faults = new ArrayList<>();
  private final Set<ObjectKey> seen = new HashSet<>();
  private final Set<ObjectKey> before = new HashSet<>();
  private final Unfinished.Session session;
  private long objects;
  private long chunks;
  private long bytes;

  /**
   * A verifier that looks at each pack once.
   *
   * @param share which share of the chunks to look at, from 0 to 1
   */
  public Verifier(ObjectStore store, RandomGenerator random, double share, LongConsumer progress) {
    this(store, random, share, progress, Unfinished.NONE.begin(""));
  }

  /**
   * The same, remembering what it has found whole.
   *
   * @param session of the verifications of the same catalog
   */
  public Verifier(
      ObjectStore store,
      RandomGenerator random,
      double share,
      LongConsumer progress,
      Unfinished.Session session) {
    this.session = session;
    this.store = store;
    this.random = random;
    this.share = share;
    this.progress = progress;
  }

  /** Leaves out what an earlier one, which did not come to its end, has found whole. */
  public void resume() {
    session.left().forEach(whole -> before.add(whole.key()));
  }

  /** Nothing needs to be remembered any more. */
  public void done() {
    session.done();
  }

  /** Looks at the content behind a manifest. */
  public void verify(Reference reference) {
    if (seen.add(reference.key())) {
      catching("", () -> verifyContent(reference));
    }
  }

  /** Looks at anything else that is read whole. */
  public void verifyObject(String what, Runnable read) {
    objects++;
    catching(what, read);
  }

  public Verification result() {
    return new Verification(objects, chunks, bytes, faults);
  }

  private void verifyContent(Reference reference) {
    objects++;
    Manifest manifest = Documents.read(Manifest.class, reference.key(), store.get(reference));
    if (before.contains(reference.key())) {
      manifest.packs().forEach(pack -> seen.add(pack.key()));
      return;
    }
    int faultsBefore = faults.size();
    for (int i = 0; i < manifest.packs().size(); i++) {
      verifyPack(manifest, i);
    }
    if (share >= 1 && faults.size() == faultsBefore) {
      verifyFiles(manifest);
    }
    if (faults.size() == faultsBefore) {
      remember(new PackRef(reference.key(), reference.sha256(), reference.size(), 1));
    }
  }

  private void verifyPack(Manifest manifest, int number) {
    PackRef pack = manifest.packs().get(number);
    if (!seen.add(pack.key()) || before.contains(pack.key())) {
      return;
    }
    objects++;
    int faultsBefore = faults.size();
    catching(
        usersOf(manifest, number, Optional.empty()),
        () -> {
          PackCheck check = new PackCheck(store, pack, random, share);
          check.run((chunk, fault) -> add(fault, usersOf(manifest, number, Optional.of(chunk))));
          chunks += check.chunks();
          bytes += check.bytes();
          progress.accept(bytes);
        });
    if (faults.size() == faultsBefore) {
      remember(pack);
    }
  }

  /** A sample is no reason to leave something out the next time. */
  private void remember(PackRef whole) {
    if (share >= 1) {
      session.stored(whole);
    }
  }

  private void verifyFiles(Manifest manifest) {
    PackIndexes indexes = new PackIndexes(store);
    for (FileEntry file : manifest.files()) {
      catching(
          "",
          () -> {
            try (ChunkFeed feed =
                new ChunkFeed(
                    store,
                    indexes,
                    Workers.NONE,
                    ChunkFeed.Hashing.NONE,
                    manifest,
                    List.of(file))) {
              FileReader reader = new FileReader(file, feed, Workers.NONE);
              while (reader.next().isPresent()) {
                progress.accept(bytes);
              }
            }
          });
    }
  }

  private void catching(String users, Runnable look) {
    try {
      look.run();
    } catch (GodwitException e) {
      if (e.code() == ArtifactError.STOPPED) {
        throw e;
      }
      e.faults().forEach(fault -> add(fault, users));
    }
  }

  private void add(Fault fault, String users) {
    faults.add(new Fault(fault.code(), fault.message() + users, fault.place()));
  }

  /** The first few files that need a chunk, or the whole pack. */
  private static String usersOf(Manifest manifest, int pack, Optional<Integer> chunk) {
    List<String> users =
        manifest.files().stream()
            .filter(file -> file.segments().stream().anyMatch(s -> uses(s, pack, chunk)))
            .map(FileEntry::path)
            .limit(MOST_USERS + 1L)
            .toList();
    String shown = String.join(", ", users.subList(0, Math.min(users.size(), MOST_USERS)));
    return users.isEmpty() ? "" : "; needed by " + shown + (users.size() > MOST_USERS ? ", …" : "");
  }

  private static boolean uses(Segment segment, int pack, Optional<Integer> chunk) {
    return segment.pack() == pack
        && chunk.map(c -> c >= segment.from() && c < segment.from() + segment.count()).orElse(true);
  }
}
