package io.godwit.engine.wiring;

/** Threads that keep no process alive. */
final class Daemons {

  private Daemons() {}

  static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
