package io.godwit.data.pace;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.error.GodwitException;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.data.target.DataTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code data pace}: tells how fast rows move, and lets an operator say otherwise while they do. It
 * writes a table of Godwit's in the target, which holds nothing of any version.
 */
public final class PaceTool implements Tool<DataTarget, PaceTool.Wanted> {

  private static final int LARGEST_BATCH = 100_000;

  /** What a person says. */
  public record Wanted(
      @Doc("Nothing moves any more, until --go.") @Default("false") boolean pause,
      @Doc("What was paused goes on.") @Default("false") boolean go,
      @Doc("Only what the authors of the steps have written holds.") @Default("false")
          boolean clear,
      @Doc("How many rows at once, from 1 to 100000.") Optional<Integer> batch,
      @Doc("How long to rest after each transaction, in terms of its own time.")
          Optional<Double> rest,
      @Doc("Waits while a replica is further behind than this.") Optional<Duration> maxLag,
      @Doc("Waits while a replica has more than so many bytes of the log to apply.")
          Optional<Long> maxLagBytes,
      @Doc("Waits while more than so many other sessions are at work in the database.")
          Optional<Integer> maxSessions) {

    private Orders over(Orders before) {
      Orders old = clear ? Orders.NONE : before;
      return new Orders(
          !go && (pause || old.paused()),
          batch.or(old::batch),
          rest.or(old::rest),
          maxLag.or(old::maxLag),
          maxLagBytes.or(old::maxLagBytes),
          maxSessions.or(old::maxSessions));
    }
  }

  /** The provider has one. */
  public PaceTool() {}

  @Override
  public String name() {
    return "pace";
  }

  @Override
  public String description() {
    return "Pauses, slows or speeds up the steps that move rows, while they do.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  @Override
  public Answer use(DataTarget target, Wanted wanted, ToolCall call) {
    if (wanted.pause() && wanted.go()) {
      throw Pace.wrong("say --pause or --go, not both");
    }
    if (wanted.batch().filter(rows -> rows < 1 || rows > LARGEST_BATCH).isPresent()) {
      throw Pace.wrong("batch is from 1 to " + LARGEST_BATCH);
    }
    Orders before = Orders.of(target);
    Orders now = wanted.over(before);
    now.over(Pace.FULL).demandSense(target.dialect());
    if (!now.equals(before)) {
      give(target, now);
    }
    return Answer.of(now);
  }

  private static void give(DataTarget target, Orders orders) {
    try (Connection connection = target.database().connection()) {
      connection.setAutoCommit(false);
      try {
        orders.give(connection, target.dialect());
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new GodwitException(target.database().fault(e));
    }
  }
}
