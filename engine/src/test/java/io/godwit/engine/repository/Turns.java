package io.godwit.engine.repository;

import io.godwit.testkit.storage.FaultyStorage.Crash;
import io.godwit.testkit.storage.FaultyStorage.Mishap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Lets several actors work on one storage one operation at a time, in an order that a seed decides.
 * Each has a thread, of which only one runs at a time: it runs until it asks for its next
 * operation.
 */
final class Turns {

  private final RandomGenerator random;
  private final Runnable afterEach;
  private final double crashes;
  private final List<Actor> actors = new ArrayList<>();

  /**
   * A play.
   *
   * @param crashes how likely it is that an actor dies in an operation
   * @param afterEach looks at the storage after each operation
   */
  Turns(long seed, double crashes, Runnable afterEach) {
    this.random = Trees.random(seed);
    this.crashes = crashes;
    this.afterEach = afterEach;
  }

  /** Someone who works on the storage. */
  static final class Actor {
    private final SynchronousQueue<Mishap> go = new SynchronousQueue<>();
    private final SynchronousQueue<Boolean> waiting = new SynchronousQueue<>();
    private Throwable failure = new Crash(0);
    private boolean ended;

    /** Called by the actor's thread before an operation. */
    Mishap next(long operation) {
      try {
        waiting.put(true);
        return go.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("operation " + operation, e);
      }
    }
  }

  /** Adds an actor; its work is told to ask it before each operation. */
  void add(Consumer<Actor> work) {
    Actor actor = new Actor();
    actors.add(actor);
    Thread thread =
        new Thread(
            () -> {
              try {
                work.accept(actor);
                actor.failure = new Crash(-1);
              } catch (Throwable e) {
                actor.failure = e;
              }
              end(actor);
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Plays until all actors have ended; an actor's failure, but for a crash, is thrown. */
  void play() throws InterruptedException {
    List<Actor> left = new ArrayList<>(actors);
    for (Actor actor : List.copyOf(left)) {
      settle(actor, left);
    }
    while (!left.isEmpty()) {
      Actor actor = left.get(random.nextInt(left.size()));
      boolean dies = random.nextDouble() < crashes;
      actor.go.put(
          dies ? random.nextBoolean() ? Mishap.CRASH_BEFORE : Mishap.CRASH_AFTER : Mishap.NONE);
      settle(actor, left);
      afterEach.run();
    }
  }

  private static void settle(Actor actor, List<Actor> left) throws InterruptedException {
    actor.ended = !actor.waiting.take();
    if (actor.ended) {
      left.remove(actor);
      if (!(actor.failure instanceof Crash)) {
        throw new AssertionError("an actor failed", actor.failure);
      }
    }
  }

  private static void end(Actor actor) {
    try {
      actor.waiting.put(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
