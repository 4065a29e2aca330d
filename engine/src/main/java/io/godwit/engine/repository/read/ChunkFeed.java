package io.godwit.engine.repository.read;

import io.godwit.engine.repository.chunk.ChunkDecoder;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.pack.PackIndex;
import io.godwit.engine.repository.pack.PackReader;
import io.godwit.engine.repository.work.Task;
import io.godwit.engine.repository.work.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The plain chunks of some files, in order, verified. Workers read and decode a few stretches
 * ahead; without other workers nothing is read before it is needed.
 */
final class ChunkFeed implements AutoCloseable {

  /** What is hashed on the way. */
  enum Hashing {
    /** Each chunk, so that it can be given out before the file is whole. */
    CHUNKS,
    /** Nothing: the digest of the file decides, and nothing is given out before. */
    NONE
  }

  /** A chunk: {@code length} bytes from {@code from}. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
  record Plain(byte[] bytes, int from, int length) {}

  private final ObjectStore store;
  private final Workers workers;
  private final Hashing hashing;
  private final Stretches stretches;
  private final Deque<Task<Deque<Plain>>> underWay = new ArrayDeque<>();
  private final Queue<byte[]> freeBytes = new ConcurrentLinkedQueue<>();
  private final Queue<ChunkDecoder> freeDecoders = new ConcurrentLinkedQueue<>();
  private final int usual;
  private Optional<byte[]> given = Optional.empty();
  private Deque<Plain> ready = new ArrayDeque<>();

  ChunkFeed(
      ObjectStore store,
      PackIndexes indexes,
      Workers workers,
      Hashing hashing,
      Manifest manifest,
      List<FileEntry> files) {
    this.store = store;
    this.workers = workers;
    this.hashing = hashing;
    this.stretches = new Stretches(manifest, files, indexes);
    long all = files.stream().mapToLong(FileEntry::size).sum();
    usual = (int) Math.min(all, Stretches.MOST_BYTES);
  }

  /**
   * The next chunk; there is one for each in the segments of the files. The one before is not to be
   * looked at any more.
   */
  Plain next() {
    while (ready.isEmpty()) {
      given.ifPresent(freeBytes::add);
      given = Optional.empty();
      while (underWay.size() < workers.count() && stretches.hasNext()) {
        Stretches.Part part = stretches.next();
        underWay.add(workers.submit(() -> decode(part)));
      }
      ready = underWay.removeFirst().join();
    }
    Plain next = ready.removeFirst();
    given = Optional.of(next.bytes());
    return next;
  }

  /** Whether what {@link #next} gives next may be where the chunks before were. */
  boolean movesOn() {
    return ready.isEmpty();
  }

  @Override
  public void close() {
    underWay.forEach(Task::settle);
    for (ChunkDecoder decoder = freeDecoders.poll();
        decoder != null;
        decoder = freeDecoders.poll()) {
      decoder.close();
    }
  }

  private Deque<Plain> decode(Stretches.Part part) {
    PackIndex index = part.index();
    PackReader.Stretch stretch = PackReader.read(store, index, part.from(), part.to());
    int size = 0;
    for (int i = part.from(); i < part.to(); i++) {
      size += index.entry(i).plainLength();
    }
    byte[] plain = bytes(size);
    Deque<Plain> chunks = new ArrayDeque<>();
    int at = 0;
    ChunkDecoder decoder = decoder();
    try {
      for (int i = part.from(); i < part.to(); i++) {
        int length = index.entry(i).plainLength();
        if (hashing == Hashing.CHUNKS) {
          PackReader.decode(decoder, stretch, i, plain, at);
        } else {
          PackReader.decodeUnhashed(decoder, stretch, i, plain, at);
        }
        chunks.add(new Plain(plain, at, length));
        at += length;
      }
    } finally {
      freeDecoders.add(decoder);
    }
    return chunks;
  }

  private byte[] bytes(int size) {
    byte[] free = freeBytes.poll();
    return free != null && free.length >= size ? free : new byte[Math.max(size, usual)];
  }

  private ChunkDecoder decoder() {
    ChunkDecoder free = freeDecoders.poll();
    return free != null ? free : new ChunkDecoder();
  }
}
