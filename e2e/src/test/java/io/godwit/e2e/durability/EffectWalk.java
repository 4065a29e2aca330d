package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.GodwitException;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.StatusView;
import io.godwit.engine.Godwit;
import io.godwit.testkit.fault.Effects;
import io.godwit.testkit.fault.Mishap;
import io.godwit.testkit.fault.Stopped;
import io.godwit.testkit.storage.FaultyStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Takes a hybrid migration one way, through its effects. Each trial begins at the same place, lets
 * one effect go wrong, and lets a new engine end what is left.
 */
final class EffectWalk {

  private static final List<RunReport.Ending> DONE_OR_BACK =
      List.of(RunReport.Ending.DONE, RunReport.Ending.FAILED);

  private final Path begin;
  private final Path scratch;
  private final Consumer<Path> moving;
  private final Function<Godwit, RunReport> way;
  private final RunReport.Ending end;
  private final StatusView from;
  private final StatusView to;
  private final List<String> effects;
  private int trials;

  /**
   * A walk.
   *
   * @param begin the project where each trial begins
   * @param scratch where trials are made
   * @param way what is done
   * @param end how it ends when nothing goes wrong
   */
  EffectWalk(Path begin, Path scratch, Function<Godwit, RunReport> way, RunReport.Ending end) {
    this(begin, scratch, way, end, copy -> {});
  }

  /**
   * A walk of a project whose databases are not all in its folder.
   *
   * @param moving gives a copy of the project databases of its own
   */
  EffectWalk(
      Path begin,
      Path scratch,
      Function<Godwit, RunReport> way,
      RunReport.Ending end,
      Consumer<Path> moving) {
    this.begin = begin;
    this.scratch = scratch;
    this.moving = moving;
    this.way = way;
    this.end = end;
    this.from = new HybridProject(begin).status();
    HybridProject whole = fresh();
    Effects counted = Effects.counted();
    try (Godwit godwit = whole.open(counted)) {
      assertThat(way.apply(godwit).ending()).isEqualTo(end);
    }
    this.effects = counted.happened();
    this.to = whole.status();
    if (end == RunReport.Ending.DONE) {
      assertThat(digests(to).values()).doesNotContainAnyElementsOf(digests(from).values());
    } else {
      assertThat(digests(to)).isEqualTo(digests(from));
    }
  }

  /** What happens on the way, in order. */
  List<String> effects() {
    return effects;
  }

  private HybridProject fresh() {
    Path folder = scratch.resolve("trial-" + ++trials);
    copy(begin, folder);
    moving.accept(folder);
    return new HybridProject(folder);
  }

  /** Lets one effect go wrong, and demands that all is whole in the end. */
  void trial(int number, Mishap mishap) {
    String what = mishap + " at effect " + number + " (" + effects.get(number - 1) + ")";
    HybridProject project = fresh();
    Effects unlucky = Effects.unlucky(number, mishap).meanwhile(() -> somebodyReads(project));
    try (Godwit godwit = project.open(unlucky)) {
      var unused = way.apply(godwit);
    } catch (Stopped | FaultyStorage.Crash e) {
      expireLease(project);
    } catch (GodwitException e) {
      assertThat(e.code().kind()).as(what + ": " + e.getMessage()).isEqualTo(ErrorKind.EXTERNAL);
      expireLease(project);
    }
    whole(project, what);
    try (Godwit godwit = project.open()) {
      RunReport rest = godwit.resume();
      assertThat(rest.ending()).as(what + ": " + rest.message()).isIn(DONE_OR_BACK);
    }
    settled(project, what);
    StatusView rested = project.status();
    if (!rested.release().equals(to.release()) || !digests(rested).equals(digests(to))) {
      try (Godwit godwit = project.open()) {
        assertThat(way.apply(godwit).ending()).as(what).isEqualTo(end);
      }
    }
    StatusView found = project.status();
    assertThat(found.release()).as(what).isEqualTo(to.release());
    assertThat(digests(found)).as(what).isEqualTo(digests(to));
    delete(project.folder());
  }

  /** Where no run is open, the targets hold what the release says, before anybody recovers. */
  private void whole(HybridProject project, String what) {
    StatusView found = project.status();
    assertThat(found.attention()).as(what).isEmpty();
    if (found.running().isEmpty()) {
      List<Map<String, String>> whole = new ArrayList<>();
      Stream.of(from, to)
          .filter(one -> one.release().equals(found.release()))
          .forEach(one -> whole.add(digests(one)));
      assertThat(digests(found)).as(what).isIn(whole);
    }
  }

  private void settled(HybridProject project, String what) {
    StatusView found = project.status();
    assertThat(found.running()).as(what).isEmpty();
    whole(project, what);
  }

  /** While an engine is at work, another reads without waiting for it. */
  private static void somebodyReads(HybridProject project) {
    try (Godwit other = project.open()) {
      var unused = other.status(false);
    }
  }

  /**
   * The dead engine is this very process, so nobody takes it for dead before its lease has run out.
   */
  private static void expireLease(HybridProject project) {
    Path state = project.folder().resolve(".godwit/state.db");
    if (!Files.exists(state)) {
      return;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state);
        Statement statement = connection.createStatement()) {
      if (hasLease(statement)) {
        statement.execute("update godwit_lease set expires = 0");
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The store may not have got as far as that. */
  private static boolean hasLease(Statement statement) throws SQLException {
    try (ResultSet tables =
        statement.executeQuery("select 1 from sqlite_master where name = 'godwit_lease'")) {
      return tables.next();
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
