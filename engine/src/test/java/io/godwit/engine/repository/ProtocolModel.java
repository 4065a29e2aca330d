package io.godwit.engine.repository;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The protocol of docs/formats/repository.md, "Writing", as a state machine, and all states that it
 * can reach: two writers and two collectors without any grace, one operation on the storage at a
 * time, in every order. A process that crashes is one that does not get its turn any more, so every
 * crash is among these orders; an answer that is lost is a branch of its own.
 *
 * <p>At first version 0 is published, which refers to the pack {@link #BASE}. The first writer
 * publishes a version that shares this pack, if it can; the second one publishes another and
 * removes version 0. Packs are bits.
 */
final class ProtocolModel {

  /** What the protocol does without, to see that it is needed. */
  enum Omission {
    NOTHING,
    /** Commits do not look whether what they refer to is condemned. */
    CONDEMNED_CHECK,
    /** Commits do not ask for packs when the epoch has moved. */
    EPOCH_CHECK,
    /** Packs are called after their content, so that a name comes back. */
    UNIQUE_NAMES
  }

  static final int BASE = 1;

  private static final int ATTEMPTS = 2;
  private static final int END = 9;

  // The storage and the root.
  private static final int OBJECTS = 0;
  private static final int GENERATION = 1;
  private static final int EPOCH = 2;
  private static final int OLD = 3;
  private static final int FIRST = 4;
  private static final int SECOND = 5;
  private static final int CONDEMNED = 6;
  private static final int LIST = 7;

  // What a process remembers, from its beginning on.
  private static final int AT = 0;
  private static final int SEEN = 1;
  private static final int ATTEMPT = 2;
  private static final int PACKS = 3;
  private static final int STAGED_EPOCH = 4;
  private static final int AVOIDED = 5;
  private static final int LEFT = 6;
  private static final int FIELDS = 7;
  private static final int[] PROCESSES = {8, 8 + FIELDS, 8 + 2 * FIELDS, 8 + 3 * FIELDS};
  private static final int SIZE = 8 + 4 * FIELDS;

  private final Omission omission;
  private final Set<String> known = new HashSet<>();
  private final Deque<int[]> open = new ArrayDeque<>();

  ProtocolModel(Omission omission) {
    this.omission = omission;
  }

  /** How many states have been seen. */
  int states() {
    return known.size();
  }

  /** Goes through all states; gives the first in which the root refers to what is not there. */
  Optional<String> broken() {
    int[] start = new int[SIZE];
    start[OBJECTS] = BASE;
    start[OLD] = BASE;
    reach(start);
    while (!open.isEmpty()) {
      int[] state = open.poll();
      if ((needed(state) & ~state[OBJECTS]) != 0) {
        return Optional.of(Arrays.toString(state));
      }
      for (int writer = 0; writer < 2; writer++) {
        write(state, writer).forEach(this::reach);
      }
      for (int collector = 2; collector < 4; collector++) {
        collect(state, PROCESSES[collector]).forEach(this::reach);
      }
    }
    return Optional.empty();
  }

  private void reach(int[] state) {
    char[] text = new char[SIZE];
    for (int i = 0; i < SIZE; i++) {
      text[i] = (char) state[i];
    }
    if (known.add(new String(text))) {
      open.add(state);
    }
  }

  private static int needed(int[] state) {
    return state[OLD] | state[FIRST] | state[SECOND];
  }

  /** The pack that a writer makes in an attempt: of the content of the base, or of its own. */
  private int name(int writer, int attempt, boolean base) {
    if (omission == Omission.UNIQUE_NAMES) {
      return base ? BASE : 2;
    }
    return 2 << (writer * 4 + attempt * 2 + (base ? 1 : 0));
  }

  /** The next operation of a writer. */
  private List<int[]> write(int[] before, int writer) {
    int p = PROCESSES[writer];
    int[] state = before.clone();
    switch (before[p + AT]) {
      case 0 -> { // Reads the root, to stage.
        state[p + STAGED_EPOCH] = state[EPOCH];
        state[p + AVOIDED] = state[CONDEMNED];
        state[p + PACKS] = 0;
        state[p + AT] = writer == 0 ? 1 : 3;
      }
      case 1 -> { // Looks for the base.
        boolean usable = (state[OBJECTS] & BASE & ~state[p + AVOIDED]) != 0;
        state[p + PACKS] = usable ? BASE : 0;
        state[p + AT] = usable ? 3 : 2;
      }
      case 2 -> store(state, p, name(writer, state[p + ATTEMPT], true), 3);
      case 3 -> store(state, p, name(writer, state[p + ATTEMPT], false), 4);
      case 4 -> readToCommit(state, p, writer);
      case 5 -> { // Asks for a pack.
        int pack = Integer.lowestOneBit(state[p + LEFT]);
        state[p + LEFT] &= ~pack;
        if ((state[OBJECTS] & pack) == 0) {
          stageAgain(state, p);
        } else if (state[p + LEFT] == 0) {
          state[p + AT] = 6;
        }
      }
      case 6 -> {
        return swap(state, p, 4, END, () -> commit(state, p, writer));
      }
      default -> {
        return List.of();
      }
    }
    return List.of(state);
  }

  private static void store(int[] state, int p, int pack, int next) {
    state[OBJECTS] |= pack;
    state[p + PACKS] |= pack;
    state[p + AT] = next;
  }

  private void readToCommit(int[] state, int p, int writer) {
    state[p + SEEN] = state[GENERATION];
    state[p + LEFT] = 0;
    if (state[writer == 0 ? FIRST : SECOND] == state[p + PACKS]) {
      forget(state, p); // The answer was lost, but it happened.
    } else if (state[EPOCH] == state[p + STAGED_EPOCH]) {
      state[p + AT] = 6;
    } else if (omission != Omission.CONDEMNED_CHECK && (state[p + PACKS] & state[CONDEMNED]) != 0) {
      stageAgain(state, p);
    } else if (omission == Omission.EPOCH_CHECK) {
      state[p + AT] = 6;
    } else {
      state[p + LEFT] = state[p + PACKS];
      state[p + AT] = 5;
    }
  }

  private static void commit(int[] state, int p, int writer) {
    state[writer == 0 ? FIRST : SECOND] = state[p + PACKS];
    if (writer == 1) {
      state[OLD] = 0;
    }
  }

  private static void stageAgain(int[] state, int p) {
    int attempt = state[p + ATTEMPT] + 1;
    forget(state, p);
    if (attempt < ATTEMPTS) {
      state[p + ATTEMPT] = attempt;
      state[p + AT] = 0;
    }
  }

  /** The next operation of a collector. */
  private List<int[]> collect(int[] before, int p) {
    int[] state = before.clone();
    switch (before[p + AT]) {
      case 0 -> { // Reads the root.
        state[p + SEEN] = state[GENERATION];
        boolean active = state[CONDEMNED] != 0;
        state[p + PACKS] = active ? state[CONDEMNED] : needed(state);
        state[p + LEFT] = active ? state[LIST] : 0;
        state[p + AT] = active ? 3 : 1;
      }
      case 1 -> { // Lists all objects.
        state[p + PACKS] = state[OBJECTS] & ~state[p + PACKS];
        state[p + AT] = 2;
        if (state[p + PACKS] == 0) {
          forget(state, p);
        }
      }
      case 2 -> {
        return swap(
            state,
            p,
            0,
            3,
            () -> {
              state[CONDEMNED] = state[p + PACKS];
              state[LIST] = ++state[EPOCH];
              state[p + LEFT] = state[LIST];
            });
      }
      case 3 -> { // Deletes an object.
        int pack = Integer.lowestOneBit(state[p + PACKS]);
        state[OBJECTS] &= ~pack;
        state[p + PACKS] &= ~pack;
        state[p + AT] = state[p + PACKS] == 0 ? 4 : 3;
      }
      case 4 -> { // Reads the root, to clear it.
        state[p + SEEN] = state[GENERATION];
        state[p + AT] = 5;
        if (state[CONDEMNED] == 0 || state[LIST] != state[p + LEFT]) {
          forget(state, p);
        }
      }
      case 5 -> {
        return swap(state, p, 4, END, () -> state[CONDEMNED] = 0);
      }
      default -> {
        return List.of();
      }
    }
    return List.of(state);
  }

  /** What a process remembers at its end makes no difference. */
  private static void forget(int[] state, int p) {
    for (int i = 0; i < FIELDS; i++) {
      state[p + i] = 0;
    }
    state[p + AT] = END;
  }

  /** A swap: refused, or done and known to be, or done with its answer lost. */
  private static List<int[]> swap(int[] state, int p, int again, int next, Runnable change) {
    List<int[]> all = new ArrayList<>();
    if (state[GENERATION] != state[p + SEEN]) {
      state[p + AT] = again;
      all.add(state);
      return all;
    }
    change.run();
    state[GENERATION]++;
    int[] unknown = state.clone();
    unknown[p + AT] = again;
    all.add(unknown);
    state[p + AT] = next;
    if (next == END) {
      forget(state, p);
    }
    all.add(state);
    return all;
  }
}
