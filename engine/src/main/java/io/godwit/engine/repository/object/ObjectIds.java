package io.godwit.engine.repository.object;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Gives the ids of objects and commits. That no id is ever given twice, over all machines, is what
 * keeps a late deletion from meeting a new object.
 */
@FunctionalInterface
public interface ObjectIds {

  /** 32 lower-case hexadecimal digits that were never given before. */
  String next();

  /**
   * Ids of 48 bits of time and 80 random bits.
   *
   * @param random a cryptographic source: a seeded one would repeat ids
   */
  static ObjectIds random(InstantSource clock, RandomGenerator random) {
    return () -> {
      long time = clock.millis() & 0xFFFF_FFFF_FFFFL;
      return String.format("%012x%04x%016x", time, random.nextInt() & 0xFFFF, random.nextLong());
    };
  }
}
