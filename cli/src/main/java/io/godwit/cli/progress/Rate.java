package io.godwit.cli.progress;

/**
 * How fast something goes: an average that forgets, with a memory of some seconds, so that it
 * neither jumps with every batch nor speaks of the past.
 */
final class Rate {

  private static final double MEMORY_SECONDS = 5;
  private static final double NANOS = 1e9;

  private long since;
  private long done;
  private double perSecond;
  private boolean begun;

  /** Begins anew from here: what was done before this process says nothing about its speed. */
  void reset(long done, long nanos) {
    this.done = done;
    this.since = nanos;
    perSecond = 0;
    begun = false;
  }

  /** So many are done by now. */
  void seen(long done, long nanos) {
    double seconds = (nanos - since) / NANOS;
    if (done < this.done) {
      reset(done, nanos);
    } else if (seconds > 0) {
      double now = (done - this.done) / seconds;
      double weight = begun ? 1 - Math.exp(-seconds / MEMORY_SECONDS) : 1;
      perSecond += weight * (now - perSecond);
      this.done = done;
      since = nanos;
      begun = true;
    }
  }

  /** Per second; 0 when that is not known yet. */
  double perSecond() {
    return perSecond;
  }
}
