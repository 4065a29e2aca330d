package io.godwit.engine.repository.pack;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The pages of packs, used again for the next one: packs live just long enough to be copied by
 * every garbage collection and to die where collections are dear.
 */
public final class PagePool {

  static final int PAGE = 256 << 10;

  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

  byte[] take() {
    byte[] page = free.poll();
    return page == null ? new byte[PAGE] : page;
  }

  void give(byte[] page) {
    free.add(page);
  }
}
