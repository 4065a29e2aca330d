package io.godwit.testkit.fault;

import java.io.Serial;

/** The process has stopped. No code may catch this but the test that wanted it. */
public final class Stopped extends Error {

  @Serial private static final long serialVersionUID = 1L;

  Stopped(String effect) {
    super("stopped at effect " + effect);
  }
}
