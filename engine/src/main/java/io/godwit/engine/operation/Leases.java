package io.godwit.engine.operation;

/** Takes the lease of the state store and keeps it while something is done. */
public interface Leases {

  /** A lease that is held. */
  interface Hold extends AutoCloseable {
    /** Its fencing token. */
    long token();

    /** Gives it up; does nothing if it was lost meanwhile. */
    @Override
    void close();
  }

  /**
   * Takes the lease.
   *
   * @throws io.godwit.api.error.GodwitException with LEASE_HELD, naming the holder, if another
   *     engine has it
   */
  Hold take();
}
