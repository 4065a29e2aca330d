package io.godwit.engine.run;

import io.godwit.api.step.Alarm;
import java.time.Instant;

/** Ends work whose time is up. */
public interface Alarms {

  /** Watches over one effect on the thread that asked for it, until it is closed. */
  interface Watch extends AutoCloseable {

    /** Calls that too when the time is up. */
    Alarm calling(Runnable cancel);

    /** Whether the time was up before the effect ended. */
    boolean rang();

    /** The effect has ended: neither the thread nor anybody else is called any more. */
    @Override
    void close();
  }

  /** Interrupts the calling thread, again and again, from that moment on. */
  Watch at(Instant deadline);
}
