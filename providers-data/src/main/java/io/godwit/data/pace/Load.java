package io.godwit.data.pace;

import io.godwit.data.target.DataTarget;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * How busy a PostgreSQL server is. Who may not see the sessions of others (no {@code pg_monitor})
 * sees only their own, and no replica.
 *
 * @param sessions how many other sessions of this database are at work
 * @param lag how far the last replica is behind
 * @param lagBytes how many bytes of the log the last replica has not applied
 */
record Load(int sessions, Duration lag, long lagBytes) {

  /** A base backup shows up among the replicas, and applies nothing. */
  private static final String QUESTION =
      """
      select (select count(*) from pg_stat_activity
              where state = 'active' and backend_type = 'client backend'
                and datname = current_database() and pid <> pg_backend_pid()),
             coalesce((select max(extract(epoch from replay_lag) * 1000)
                       from pg_stat_replication where state <> 'backup'), 0),
             coalesce((select max(pg_wal_lsn_diff(
                                case when pg_is_in_recovery() then pg_last_wal_receive_lsn()
                                     else pg_current_wal_lsn() end,
                                coalesce(replay_lsn, flush_lsn, write_lsn, sent_lsn)))
                       from pg_stat_replication where state <> 'backup'), 0)
      """;

  static Load of(DataTarget target) {
    return target.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(QUESTION)) {
            row.next();
            return new Load(row.getInt(1), Duration.ofMillis(row.getLong(2)), row.getLong(3));
          }
        });
  }

  /** Why to wait; empty to go on. */
  Optional<String> over(Pace pace) {
    if (pace.maxSessions().filter(most -> sessions > most).isPresent()) {
      return Optional.of(sessions + " other sessions are at work (max-sessions)");
    }
    if (pace.maxLag().filter(most -> lag.compareTo(most) > 0).isPresent()) {
      return Optional.of("a replica is " + lag.toMillis() + " ms behind (max-lag)");
    }
    if (pace.maxLagBytes().filter(most -> lagBytes > most).isPresent()) {
      return Optional.of("a replica is " + lagBytes + " bytes behind (max-lag-bytes)");
    }
    return Optional.empty();
  }
}
