package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.OLD;
import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.StatusView;
import io.godwit.e2e.durability.GodwitProcess.Ended;
import io.godwit.e2e.durability.GodwitProcess.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Kills {@code up} and {@code down} on one project, again and again, each time at another moment,
 * and demands after each kill that the next command ends at the old or the new release, whole.
 *
 * <p>A moment is drawn evenly from the length of a run that nobody killed. It is kept as a line of
 * progress, which the process writes when a journal entry is committed, and the time after it: so
 * it falls into the run proper however long the JVM takes to start.
 */
final class Kills {

  /** One moment in ten lies before the run's first line. */
  private static final double BEFORE_THE_RUN = 0.1;

  private static final String NEW_SHAPE =
      "select count(*) || ' of ' || cast(sum(cents) as integer) || ' ' || max(remark) from customer_2";

  /** A retirement is short, and cannot be tried before; a kill that comes too late is counted. */
  private static final long LINE_APART = 20_000_000;

  private static final List<Long> RETIRE_LINES = List.of(0L, LINE_APART);

  private static final Pattern EVENT = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d  ");

  private final HybridProject project;
  private final Random random;
  private final Map<String, Integer> hits = new TreeMap<>();
  private Map<String, String> old = Map.of();
  private Map<String, String> fresh = Map.of();
  private Timeline up = new Timeline(List.of(0L), 0);
  private Timeline down = up;

  /** When lines came in a run that nobody killed, in nanoseconds since its start; and its end. */
  private record Timeline(List<Long> lines, long end) {}

  private Consumer<HybridProject> look = found -> {};

  Kills(HybridProject project, long seed) {
    this.project = project;
    this.random = new Random(seed);
  }

  /** Has somebody look at the project after each kill, before anything is finished or undone. */
  Kills lookedAtBy(Consumer<HybridProject> observer) {
    look = observer;
    return this;
  }

  /** Learns what both releases look like, and how long both ways take, from runs without a kill. */
  Kills learn() throws InterruptedException {
    done(GodwitProcess.run(project, "up", "--to", OLD));
    old = digests(project.status());
    up = watch("up");
    fresh = digests(project.status());
    assertThat(fresh.values()).doesNotContainAnyElementsOf(old.values());
    down = watch("down");
    assertThat(digests(project.status())).isEqualTo(old);
    return this;
  }

  private Timeline watch(String command) throws InterruptedException {
    long start = System.nanoTime();
    List<Long> lines = new ArrayList<>();
    try (GodwitProcess process = GodwitProcess.start(project, command)) {
      for (Optional<Line> line = event(process); line.isPresent(); line = event(process)) {
        lines.add(line.get().nanos() - start);
      }
      done(process.ended());
    }
    return new Timeline(List.copyOf(lines), System.nanoTime() - start);
  }

  /** The next line that tells of an event, and is not of the log. */
  private static Optional<Line> event(GodwitProcess process) throws InterruptedException {
    Optional<Line> line = process.next();
    while (line.isPresent() && !EVENT.matcher(line.get().text()).find()) {
      line = process.next();
    }
    return line;
  }

  /** Kills an {@code up} from the old release, and brings it to the new one. */
  void killUp() throws InterruptedException {
    String moment = kill(up, "up");
    StatusView found = project.status();
    if (found.running().isEmpty()) {
      wholeAt(found, moment);
    }
    Ended again = GodwitProcess.run(project, "up");
    assertThat(again.exit()).as(moment + again).isZero();
    at(NEW, fresh, moment);
  }

  /** Kills a {@code down} from the new release, and brings it to the old one. */
  void killDown() throws InterruptedException {
    String moment = kill(down, "down");
    StatusView found = project.status();
    if (found.running().isEmpty()) {
      wholeAt(found, moment);
    }
    if (!found.release().equals(Optional.of(OLD))) {
      Ended again = GodwitProcess.run(project, "down");
      assertThat(again.exit()).as(moment + again).isZero();
    }
    at(OLD, old, moment);
  }

  /**
   * Goes to the new release and kills what frees the old one: the new one is there all the time,
   * and the next command ends it. There is no way back after it.
   */
  void killRetire() throws InterruptedException {
    try (var godwit = project.open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).message()).isEmpty();
    }
    String seen = project.ask(NEW_SHAPE);
    String moment = kill(new Timeline(RETIRE_LINES, 2 * LINE_APART), "retire", "--keep", "0");
    assertThat(project.ask(NEW_SHAPE)).as(moment).isEqualTo(seen);
    assertThat(project.status().release()).as(moment).contains(NEW);
    try (var godwit = project.open()) {
      assertThat(godwit.retire(0).message()).as(moment).isEmpty();
    }
    assertThat(project.ask(NEW_SHAPE)).as(moment).isEqualTo(seen);
    assertThat(project.ask("select remark from customer where id = 7"))
        .as(moment + "the table itself has the new shape")
        .isEqualTo("Ticket 7");
    assertThat(project.status().running()).as(moment).isEmpty();
    assertThat(project.status().attention()).as(moment).isEmpty();
  }

  /** Back to the old release, without a kill and without another JVM. */
  void back() {
    try (var godwit = project.open()) {
      assertThat(godwit.down(Consent.NONE).message()).isEmpty();
    }
    at(OLD, old, "after going back");
  }

  private String kill(Timeline timeline, String... command) throws InterruptedException {
    try (GodwitProcess process = GodwitProcess.start(project, command)) {
      int line = random.nextDouble() < BEFORE_THE_RUN ? -1 : line(timeline, between(timeline));
      long from = line < 0 ? 0 : timeline.lines().get(line);
      long to =
          line + 1 < timeline.lines().size() ? timeline.lines().get(line + 1) : timeline.end();
      long delay = (long) (random.nextDouble() * (to - from));
      String last = "nothing";
      for (int i = 0; i <= line; i++) {
        last = event(process).map(Line::text).orElse("the end");
      }
      boolean over = process.endsWithin(delay);
      process.kill();
      String state = over ? "over before the kill" : hit();
      look.accept(project);
      count(command[0] + ", " + state);
      return command[0]
          + " killed "
          + delay / 1_000
          + " us after line "
          + (line + 1)
          + " ("
          + last
          + "), "
          + state
          + "; ";
    }
  }

  private long between(Timeline timeline) {
    long first = timeline.lines().get(0);
    return first + (long) (random.nextDouble() * (timeline.end() - first));
  }

  private static int line(Timeline timeline, long moment) {
    int line = 0;
    while (line + 1 < timeline.lines().size() && timeline.lines().get(line + 1) <= moment) {
      line++;
    }
    return line;
  }

  private String hit() {
    try (var godwit = project.open()) {
      StatusView status = godwit.status(false);
      return status
          .running()
          .map(MigrationView::status)
          .or(status::attention)
          .orElse("no open run at " + status.release().orElse("no release"));
    }
  }

  private void count(String what) {
    hits.merge(what, 1, Integer::sum);
  }

  private void wholeAt(StatusView found, String moment) {
    boolean isOld = found.release().equals(Optional.of(OLD));
    assertThat(digests(found)).as(moment).isEqualTo(isOld ? old : fresh);
  }

  private void at(String release, Map<String, String> expected, String moment) {
    StatusView status = project.status();
    assertThat(status.release()).as(moment).contains(release);
    assertThat(status.running()).as(moment).isEmpty();
    assertThat(status.attention()).as(moment).isEmpty();
    assertThat(digests(status)).as(moment).isEqualTo(expected);
  }

  private static void done(Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
  }

  /** How often a kill found what. */
  Map<String, Integer> hits() {
    return hits;
  }
}
