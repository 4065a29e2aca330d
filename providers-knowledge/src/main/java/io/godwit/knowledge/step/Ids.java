package io.godwit.knowledge.step;

import java.util.HashSet;
import java.util.Set;

/**
 * Which ids there have been, as long as there are not too many to remember: a plan then finds two
 * documents of one id early, and the import finds them in any case.
 */
final class Ids {

  private static final int MOST = 200_000;

  private final Set<String> seen = new HashSet<>();

  /** Tells whether the id is new, as far as is remembered. */
  boolean add(String id) {
    return seen.size() >= MOST ? !seen.contains(id) : seen.add(id);
  }
}
