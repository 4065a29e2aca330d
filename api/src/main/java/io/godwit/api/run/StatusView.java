package io.godwit.api.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a system stands: {@code status --json}.
 *
 * @param system its name
 * @param release the current version; empty before the first
 * @param targets its targets, by name
 * @param applied the migrations that are applied, in their order
 * @param pending those that are not, in the order in which they would run
 * @param running the migration of a run that is not settled
 * @param attention what a person must look at
 * @param lease who holds the lease
 */
public record StatusView(
    String system,
    Optional<String> release,
    List<TargetView> targets,
    List<MigrationView> applied,
    List<MigrationView> pending,
    Optional<MigrationView> running,
    Optional<String> attention,
    Optional<LeaseView> lease) {

  /**
   * One target.
   *
   * @param name its name
   * @param provider its provider
   * @param version the system's version at which it was last changed; empty before the first
   * @param holds its own names and versions
   * @param digest of its whole content, when that was asked for
   * @param error why it does not answer
   */
  public record TargetView(
      String name,
      String provider,
      Optional<String> version,
      Map<String, String> holds,
      Optional<String> digest,
      Optional<String> error) {}

  /**
   * Who may write.
   *
   * @param holder host and process
   * @param since when it was taken
   * @param expires when it ends unless it is renewed
   * @param token its fencing token
   */
  public record LeaseView(String holder, Instant since, Instant expires, long token) {}

  /** Copies the lists. */
  public StatusView {
    targets = List.copyOf(targets);
    applied = List.copyOf(applied);
    pending = List.copyOf(pending);
  }
}
