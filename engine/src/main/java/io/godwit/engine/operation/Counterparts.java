package io.godwit.engine.operation;

import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.Version;
import io.godwit.api.target.ForeignHistory;
import io.godwit.api.target.ForeignHistory.Entry;
import io.godwit.api.target.ForeignHistory.Extent;
import io.godwit.engine.error.EngineError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The project's migrations that stand for what another tool has recorded. */
final class Counterparts {

  private static final int SHOWN = 10;

  private final List<Migration> migrations;

  /** Among these, in order. */
  Counterparts(List<Migration> migrations) {
    this.migrations = migrations;
  }

  /**
   * Those that are applied, in order.
   *
   * @throws GodwitException if an entry has none, or the history is not whole
   */
  List<Migration> of(Adoption.Found found) {
    ForeignHistory history = found.history();
    history.trouble().ifPresent(trouble -> unfit(found, trouble));
    List<Migration> own =
        migrations.stream()
            .filter(one -> one.steps().stream().anyMatch(s -> s.target().equals(found.target())))
            .toList();
    List<Predicate<Migration>> done = new ArrayList<>();
    List<Entry> unknown = new ArrayList<>();
    for (Entry entry : history.entries()) {
      Optional<Migration> same = own.stream().filter(one -> isSame(entry, one)).findFirst();
      if (entry.extent() == Extent.BASELINE) {
        done.add(one -> order(one, entry).map(order -> order <= 0).orElse(false));
      } else if (same.isEmpty()) {
        unknown.add(entry);
      } else {
        int place = own.indexOf(same.get());
        boolean before = entry.extent() == Extent.UP_TO;
        done.add(one -> before ? own.indexOf(one) <= place : one.equals(same.get()));
      }
    }
    if (!unknown.isEmpty()) {
      unfit(found, "the project has no migration for " + shown(unknown) + "; add the files");
    }
    return own.stream().filter(one -> done.stream().anyMatch(is -> is.test(one))).toList();
  }

  private static boolean isSame(Entry entry, Migration migration) {
    String file = migration.source().place().file();
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.equals(entry.name()) || order(migration, entry).map(o -> o == 0).orElse(false);
  }

  /** How a migration's version compares with an entry's, if that has one. */
  private static Optional<Integer> order(Migration migration, Entry entry) {
    try {
      return Optional.of(migration.path().to().compareTo(new Version(entry.version())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String shown(List<Entry> entries) {
    String first =
        entries.stream().limit(SHOWN).map(Entry::toString).collect(Collectors.joining(", "));
    return entries.size() <= SHOWN ? first : first + " and " + (entries.size() - SHOWN) + " more";
  }

  private static void unfit(Adoption.Found found, String why) {
    throw new GodwitException(
        EngineError.FOREIGN_HISTORY_UNFIT,
        "The history in "
            + found.history().where()
            + " of target "
            + found.target()
            + " cannot be taken over: "
            + why
            + ". Nothing was recorded");
  }
}
