package io.godwit.engine.repository.stage;

import io.godwit.engine.repository.format.Manifest.PackRef;
import java.util.List;

/**
 * Remembers the packs of stagings that have not come to their end, so that the next one of the same
 * files does not store them again. A hint and nothing more: losing it costs time.
 */
@FunctionalInterface
public interface Unfinished {

  /** Remembers nothing. */
  Unfinished NONE =
      label ->
          new Session() {
            @Override
            public List<PackRef> left() {
              return List.of();
            }

            @Override
            public void stored(PackRef pack) {}

            @Override
            public void done() {}
          };

  /**
   * Begins a staging.
   *
   * @param label the same for the same files; letters and digits
   */
  Session begin(String label);

  /** One staging; used by many threads. */
  interface Session {
    /** The packs that earlier stagings of these files have left. */
    List<PackRef> left();

    /** Remembers a pack that is stored. */
    void stored(PackRef pack);

    /** The manifest is there: nothing needs to be remembered any more. */
    void done();
  }
}
