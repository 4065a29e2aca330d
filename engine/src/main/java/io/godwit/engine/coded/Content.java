package io.godwit.engine.coded;

import java.io.IOException;
import java.io.InputStream;

/**
 * What is in a file that a migration brings: bytes that it wrote, or a resource of its jar, which
 * stays there.
 *
 * @param sizeBytes how many there are
 * @param source opens them
 */
record Content(long sizeBytes, Source source) {

  /** Opens the bytes, each time from the beginning. */
  interface Source {
    InputStream open() throws IOException;
  }
}
