package io.godwit.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program with all that it has started. */
public final class ProcessTree {

  private static final int ROUNDS = 10;
  private static final long GRACE_MILLIS = 2_000;

  private ProcessTree() {}

  /** Asks all of them to end, and then ends them; returns when none is left. */
  public static void end(ProcessHandle root) {
    List<ProcessHandle> all = all(root);
    all.forEach(ProcessHandle::destroy);
    await(all, GRACE_MILLIS);
    // What is being ended may still start others.
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> left =
          new ArrayList<>(all.stream().filter(ProcessHandle::isAlive).toList());
      left.stream().toList().forEach(handle -> handle.descendants().forEach(left::add));
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      await(left, GRACE_MILLIS);
      all = left;
    }
  }

  private static List<ProcessHandle> all(ProcessHandle root) {
    List<ProcessHandle> all = new ArrayList<>(List.of(root));
    root.descendants().forEach(all::add);
    return all;
  }

  private static void await(List<ProcessHandle> handles, long millis) {
    CompletableFuture<?>[] exits =
        handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // They are looked at again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What names a process for ever: a number is used again, a number with a time is not. */
  public static String name(ProcessHandle handle) {
    long started = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return handle.pid() + " " + started;
  }

  /** The process of a name, if it is still there. */
  public static Optional<ProcessHandle> named(String name) {
    String[] words = name.strip().split(" ", -1);
    if (words.length != 2 || !words[0].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(ProcessHandle::isAlive)
        .filter(handle -> name(handle).equals(name.strip()));
  }
}
