package io.godwit.engine.state;

/**
 * Who holds a lease: one engine in one process.
 *
 * @param engine unique for each engine that was ever started
 * @param user who started it
 * @param host on which machine
 * @param pid which process
 * @param startedAt when the process was started, in milliseconds, so that a later process of the
 *     same number is not taken for it
 */
public record Holder(String engine, String user, String host, long pid, long startedAt) {

  /** Of a lease that nobody has held in this store. */
  static final Holder NOBODY = new Holder("none", "nobody", "nowhere", 0, 0);

  /** {@code user@host, process 4711}. */
  @Override
  public String toString() {
    return user + "@" + host + ", process " + pid;
  }
}
