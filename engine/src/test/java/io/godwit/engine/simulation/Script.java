package io.godwit.engine.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What happens in one play: a seed that decides what is migrated and who moves when, and which call
 * goes wrong how. A play of the same script is the same play. A script can be written as text and
 * read again: {@code 4711:17=CRASH_AFTER,30=STAND_STILL}.
 */
final class Script {

  private static final int MOST_MISHAPS = 8;

  private final long seed;
  private final Map<Integer, Mishap> mishaps;
  private final Optional<Draw> draw;

  /** How mishaps are drawn while the play goes on: which kinds, and how likely one is. */
  private record Draw(SplittableRandom random, List<Mishap> kinds, double likely) {}

  private Script(long seed, Map<Integer, Mishap> mishaps, Optional<Draw> draw) {
    this.seed = seed;
    this.mishaps = mishaps;
    this.draw = draw;
  }

  /** A script whose mishaps are drawn: at most eight, of some of the kinds. */
  static Script drawn(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 31 + 7);
    List<Mishap> kinds = new ArrayList<>();
    for (Mishap kind : Mishap.values()) {
      if (random.nextInt(3) > 0) {
        kinds.add(kind);
      }
    }
    double likely = List.of(0.01, 0.03, 0.1).get(random.nextInt(3));
    return new Script(seed, new TreeMap<>(), Optional.of(new Draw(random, kinds, likely)));
  }

  /** A script whose mishaps are given. */
  static Script of(long seed, Map<Integer, Mishap> mishaps) {
    return new Script(seed, new TreeMap<>(mishaps), Optional.empty());
  }

  /** The script of that text. */
  static Script parse(String text) {
    String[] parts = text.split(":", 2);
    Map<Integer, Mishap> mishaps = new TreeMap<>();
    for (String one : parts.length == 1 ? new String[0] : parts[1].split(",", -1)) {
      String[] call = one.split("=", 2);
      if (call.length == 2) {
        mishaps.put(Integer.parseInt(call[0]), Mishap.valueOf(call[1]));
      }
    }
    return of(Long.parseLong(parts[0]), mishaps);
  }

  long seed() {
    return seed;
  }

  /** What goes wrong with the call of this number. */
  Optional<Mishap> at(int call, Site site) {
    if (draw.isPresent()) {
      drawn(draw.get(), site).ifPresent(mishap -> mishaps.put(call, mishap));
    }
    return Optional.ofNullable(mishaps.get(call)).filter(site.mishaps()::contains);
  }

  private Optional<Mishap> drawn(Draw by, Site site) {
    if (by.random().nextDouble() >= by.likely() || mishaps.size() >= MOST_MISHAPS) {
      return Optional.empty();
    }
    EnumSet<Mishap> possible = EnumSet.copyOf(site.mishaps());
    possible.retainAll(by.kinds());
    return possible.stream()
        .skip(possible.isEmpty() ? 0 : by.random().nextInt(possible.size()))
        .findFirst();
  }

  /** The same play without each of its mishaps in turn. */
  List<Script> smaller() {
    List<Script> all = new ArrayList<>();
    for (Integer call : mishaps.keySet()) {
      Map<Integer, Mishap> fewer = new TreeMap<>(mishaps);
      fewer.remove(call);
      all.add(of(seed, fewer));
    }
    return all;
  }

  @Override
  public String toString() {
    return seed
        + ":"
        + mishaps.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining(","));
  }
}
