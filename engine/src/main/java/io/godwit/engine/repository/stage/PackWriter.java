package io.godwit.engine.repository.stage;

import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.object.ObjectKind;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.pack.EncodedChunk;
import io.godwit.engine.repository.pack.PackBuilder;
import io.godwit.engine.repository.pack.PackBuilder.FinishedPack;
import io.godwit.engine.repository.pack.PagePool;
import io.godwit.engine.repository.work.Task;
import io.godwit.engine.repository.work.Workers;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Fills packs one after another and stores each when it is full, while the next is being filled.
 */
final class PackWriter {

  private static final int AT_ONCE = 2;

  private final ObjectStore store;
  private final Workers workers;
  private final ChunkTable written;
  private final Unfinished.Session unfinished;
  private final Deque<Task<ObjectKey>> uploads = new ArrayDeque<>();
  private final PagePool pages = new PagePool();
  private PackBuilder builder = new PackBuilder(pages);
  private PackSlot slot = new PackSlot();

  PackWriter(
      ObjectStore store, Workers workers, ChunkTable written, Unfinished.Session unfinished) {
    this.store = store;
    this.workers = workers;
    this.written = written;
    this.unfinished = unfinished;
    written.open(slot);
  }

  Place add(EncodedChunk chunk) {
    if (builder.full()) {
      flush();
    }
    int number = builder.add(chunk);
    slot.add(chunk.sha256());
    written.add(number, chunk.sha256());
    return new Place(slot, number);
  }

  /** Stores what is left; when this returns all packs are there. */
  void finish() {
    if (!builder.empty()) {
      flush();
    }
    awaitAll();
  }

  /** Waits until nothing is under way any more, whatever came of it. */
  void abandon() {
    uploads.forEach(Task::settle);
  }

  private void flush() {
    FinishedPack pack = builder.finish();
    ObjectKey key = ObjectKind.PACK.key(store.ids().next());
    PackRef reference = new PackRef(key, pack.footer(), pack.size(), pack.chunks());
    slot.finished(reference);
    while (uploads.size() >= AT_ONCE) {
      uploads.removeFirst().join();
    }
    uploads.add(
        workers.submit(
            () -> {
              store.create(key, pack.body());
              pack.release().run();
              unfinished.stored(reference);
              return key;
            }));
    builder = new PackBuilder(pages);
    slot = new PackSlot();
    written.open(slot);
  }

  private void awaitAll() {
    while (!uploads.isEmpty()) {
      uploads.removeFirst().join();
    }
  }
}
