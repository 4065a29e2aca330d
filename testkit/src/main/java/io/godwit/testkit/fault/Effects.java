package io.godwit.testkit.fault;

import io.godwit.api.provider.Interceptor;
import io.godwit.api.storage.Storage;
import io.godwit.testkit.storage.FaultyStorage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The effects of one engine, numbered from 1 in the order in which they happen: each statement that
 * writes, each commit, each object that is made or deleted, each swap of the register. One of them
 * may be made to go wrong. What only reads is not counted.
 *
 * <p>Hand it to {@code Godwit.builder().interceptor(…)}; a new engine after a stop gets none, or a
 * new one. For an engine that runs its steps one after the other: side by side, their effects have
 * no fixed order.
 */
public final class Effects implements Interceptor {

  /** What a storage's operation may have asked for when the process has stopped. */
  private static final FaultyStorage.Mishap DEAD = FaultyStorage.Mishap.CRASH_BEFORE;

  private final long unlucky;
  private final Optional<Mishap> mishap;
  private final Runnable meanwhile;
  private final List<String> happened = new ArrayList<>();
  private final List<Connection> open = new ArrayList<>();
  private boolean stopped;

  private Effects(long unlucky, Optional<Mishap> mishap, Runnable meanwhile) {
    this.unlucky = unlucky;
    this.mishap = mishap;
    this.meanwhile = meanwhile;
  }

  /** Only counts. */
  public static Effects counted() {
    return new Effects(0, Optional.empty(), () -> {});
  }

  /** Lets the effect of that number go wrong. */
  public static Effects unlucky(long number, Mishap mishap) {
    return new Effects(number, Optional.of(mishap), () -> {});
  }

  /** The same, and what happens before the effect that is delayed. */
  public Effects meanwhile(Runnable other) {
    return new Effects(unlucky, mishap, other);
  }

  /** What the effects were, in order: the first words of a statement, or what became of a key. */
  public synchronized List<String> happened() {
    return List.copyOf(happened);
  }

  @Override
  public synchronized Connection connection(Connection made) {
    demandLife("a connection");
    open.add(made);
    return new FaultyConnection(this, made).proxy();
  }

  @Override
  public Storage storage(Storage opened) {
    return new FaultyStorage(opened, this::inStorage);
  }

  private FaultyStorage.Mishap inStorage(String what, boolean writes) {
    synchronized (this) {
      if (stopped) {
        return DEAD;
      }
    }
    Optional<Mishap> wrong = writes ? next(what) : Optional.empty();
    if (wrong.isEmpty()) {
      return FaultyStorage.Mishap.NONE;
    }
    return switch (wrong.get()) {
      case STOP_BEFORE -> dead(FaultyStorage.Mishap.CRASH_BEFORE);
      case STOP_AFTER -> dead(FaultyStorage.Mishap.CRASH_AFTER);
      case FAIL -> FaultyStorage.Mishap.REFUSED;
      case LOSE_ANSWER -> FaultyStorage.Mishap.LOST_ANSWER;
      case DELAY -> delayed();
    };
  }

  private FaultyStorage.Mishap dead(FaultyStorage.Mishap how) {
    stop();
    return how;
  }

  private FaultyStorage.Mishap delayed() {
    meanwhile.run();
    return FaultyStorage.Mishap.NONE;
  }

  /** Counts an effect, and says what is to become of it. */
  synchronized Optional<Mishap> next(String what) {
    demandLife(what);
    happened.add(what);
    return mishap.filter(wrong -> happened.size() == unlucky);
  }

  /** A dead process does nothing. */
  synchronized void demandLife(String what) {
    if (stopped) {
      throw new Stopped(what);
    }
  }

  /** The process is gone, and with it its connections; what was not committed is not there. */
  synchronized void stop() {
    stopped = true;
    for (Connection connection : open) {
      close(connection);
    }
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError("a connection cannot be closed", e);
    }
  }

  void delay() {
    meanwhile.run();
  }
}
