package io.godwit.engine.project;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.Version;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts migrations into the one order in which they are applied: each after what it depends on, and
 * otherwise by number (B6).
 */
final class MigrationOrder {

  private final List<Fault> faults;

  MigrationOrder(List<Fault> faults) {
    this.faults = faults;
  }

  /** The migrations in order; of those that cannot be ordered, some are left out, with faults. */
  List<Migration> of(List<Draft> drafts) {
    List<Draft> byNumber =
        apart(
            drafts.stream()
                .sorted(
                    Comparator.comparing((Draft draft) -> draft.name().number())
                        .thenComparing(draft -> draft.name().stem()))
                .toList());
    oneEach(byNumber.stream().filter(draft -> !draft.isRepeatable()).toList());
    Map<MigrationId, Draft> known = uniqueIds(byNumber);
    Map<MigrationId, List<MigrationId>> dependencies = new LinkedHashMap<>();
    known.forEach((id, draft) -> dependencies.put(id, resolved(draft, known)));
    return sorted(known, dependencies).stream()
        .map(id -> draft(known, id).dependingOn(dependencies.getOrDefault(id, List.of())))
        .toList();
  }

  /**
   * SQL files often have a description twice; the later one then has its number in its id too.
   * Repeatable scripts lead to where the last of the others leads.
   */
  private static List<Draft> apart(List<Draft> byNumber) {
    Set<MigrationId> taken = new HashSet<>();
    List<Draft> apart = new ArrayList<>();
    Version last = new Version("0");
    for (Draft draft : byNumber) {
      Draft one = draft;
      if (!taken.add(draft.id()) && draft.isSqlFile() && !draft.isRepeatable()) {
        one = draft.called(new MigrationId(draft.name().idWithNumber()));
        taken.add(one.id());
      }
      if (draft.isRepeatable()) {
        one = one.leadingTo(last);
      } else {
        last = draft.migration().path().to();
      }
      apart.add(one);
    }
    return apart;
  }

  private void oneEach(List<Draft> byNumber) {
    Map<String, Draft> leadingTo = new HashMap<>();
    for (int i = 0; i < byNumber.size(); i++) {
      Draft draft = byNumber.get(i);
      Draft before = i == 0 ? null : byNumber.get(i - 1);
      String to = draft.migration().path().to().value();
      Draft other = leadingTo.putIfAbsent(to, draft);
      if (before != null && before.name().number().compareTo(draft.name().number()) == 0) {
        twice(draft, before, "have the number " + draft.name().number());
      } else if (other != null) {
        twice(draft, other, "lead to version " + to);
      }
    }
  }

  private void twice(Draft draft, Draft other, String what) {
    fault(
        draft.place(),
        ConfigError.DUPLICATE_VERSION,
        "This migration and " + other.place().file() + " both " + what + "; renumber one of them.");
  }

  private Map<MigrationId, Draft> uniqueIds(List<Draft> drafts) {
    Map<MigrationId, Draft> known = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      Draft other = known.putIfAbsent(draft.id(), draft);
      if (other != null) {
        fault(
            draft.place(),
            ConfigError.DUPLICATE_ID,
            "This migration and "
                + other.place().file()
                + " both have the id '"
                + draft.id()
                + "'; rename the one that has not been applied anywhere, or give it an 'id:' of"
                + " its own.");
      }
    }
    return known;
  }

  private List<MigrationId> resolved(Draft draft, Map<MigrationId, Draft> known) {
    Set<MigrationId> ids = new LinkedHashSet<>();
    for (Draft.Reference reference : draft.references()) {
      List<MigrationId> called =
          known.values().stream()
              .filter(other -> other.id().value().equals(reference.text()))
              .map(Draft::id)
              .toList();
      if (called.isEmpty()) {
        called =
            known.values().stream()
                .filter(other -> other.isCalled(reference.text()))
                .map(Draft::id)
                .toList();
      }
      if (called.size() == 1) {
        ids.add(called.get(0));
      } else {
        unresolved(reference, called, known);
      }
    }
    return List.copyOf(ids);
  }

  private void unresolved(
      Draft.Reference reference, List<MigrationId> called, Map<MigrationId, Draft> known) {
    List<String> ids = known.keySet().stream().map(MigrationId::value).toList();
    fault(
        reference.place(),
        ConfigError.MISSING_DEPENDENCY,
        called.isEmpty()
            ? "There is no migration '"
                + reference.text()
                + "' to depend on; "
                + Nearest.hint(reference.text(), ids)
            : "'"
                + reference.text()
                + "' may mean "
                + called.stream().map(MigrationId::value).collect(Collectors.joining(" or "))
                + "; write the id.");
  }

  /** The first by number whose dependencies are all placed, again and again. */
  private List<MigrationId> sorted(
      Map<MigrationId, Draft> known, Map<MigrationId, List<MigrationId>> dependencies) {
    Set<MigrationId> placed = new LinkedHashSet<>();
    Set<MigrationId> waiting = new LinkedHashSet<>(known.keySet());
    while (!waiting.isEmpty()) {
      MigrationId next = null;
      for (MigrationId id : waiting) {
        if (placed.containsAll(dependencies.getOrDefault(id, List.of()))) {
          next = id;
          break;
        }
      }
      if (next == null) {
        List<MigrationId> circle = circle(waiting, dependencies);
        reportCircle(circle, known);
        // As if they were placed, so that another circle is found as well.
        waiting.removeAll(circle);
        placed.addAll(circle);
      } else {
        waiting.remove(next);
        placed.add(next);
      }
    }
    return List.copyOf(placed);
  }

  private void reportCircle(List<MigrationId> circle, Map<MigrationId, Draft> known) {
    String named =
        circle.stream().map(MigrationId::value).collect(Collectors.joining(" → "))
            + " → "
            + circle.get(0);
    fault(
        draft(known, circle.get(0)).place(),
        ConfigError.DEPENDENCY_CIRCLE,
        "These migrations depend on one another in a circle: " + named + "; break it.");
  }

  /** Whoever waits, waits for somebody who waits: following that long enough finds the circle. */
  private static List<MigrationId> circle(
      Set<MigrationId> waiting, Map<MigrationId, List<MigrationId>> dependencies) {
    List<MigrationId> trail = new ArrayList<>();
    MigrationId at = waiting.iterator().next();
    while (!trail.contains(at)) {
      trail.add(at);
      at =
          dependencies.getOrDefault(at, List.of()).stream()
              .filter(waiting::contains)
              .findFirst()
              .orElseThrow();
    }
    return List.copyOf(trail.subList(trail.indexOf(at), trail.size()));
  }

  private static Draft draft(Map<MigrationId, Draft> known, MigrationId id) {
    return Objects.requireNonNull(known.get(id));
  }

  private void fault(Place place, ErrorCode code, String message) {
    faults.add(Fault.at(place, code, message));
  }
}
