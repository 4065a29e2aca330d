package io.godwit.cli.text;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What moved in each target, summed over steps and runs. */
final class Moved {

  private static final int DIGITS = 18;
  private static final Pattern COUNT = Pattern.compile("([0-9][0-9,]{0,22}) ((?!of )\\S.*)");

  private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
  private final Map<String, List<String>> others = new LinkedHashMap<>();
  private final Set<String> goneBack = new HashSet<>();

  /** Of all that is done; what was taken back has not moved. */
  static Moved in(List<RunView> runs) {
    Moved moved = new Moved();
    runs.stream()
        .filter(run -> run.migration().status().equals("completed"))
        .forEach(run -> run.migration().steps().forEach(step -> moved.add(run, step)));
    return moved;
  }

  private void add(RunView run, MigrationView.StepView step) {
    if (Words.isBack(run.direction())) {
      goneBack.add(step.target());
    }
    Map<String, Long> sums = counts.computeIfAbsent(step.target(), t -> new LinkedHashMap<>());
    List<String> rest = others.computeIfAbsent(step.target(), t -> new ArrayList<>());
    for (String item : step.moved()) {
      Matcher count = COUNT.matcher(item);
      Optional<Long> number = count.matches() ? number(count.group(1)) : Optional.empty();
      if (number.isPresent()) {
        sums.merge(count.group(2), number.get(), Long::sum);
      } else if (!rest.contains(item)) {
        rest.add(item);
      }
    }
  }

  /** For each target, in the order in which they were met, what moved there. */
  Map<String, String> byTarget() {
    Map<String, String> told = new LinkedHashMap<>();
    counts.forEach(
        (target, sums) -> {
          List<String> parts = new ArrayList<>();
          sums.forEach((what, sum) -> parts.add(amount(sum, what)));
          parts.addAll(others.getOrDefault(target, List.of()));
          told.put(target, parts.isEmpty() ? unsaid(target) : String.join(", ", parts));
        });
    return told;
  }

  private String unsaid(String target) {
    return goneBack.contains(target) ? "as before" : "changed";
  }

  private static String amount(long count, String what) {
    return what.equals("bytes") ? Words.bytes((double) count) : Words.counted(count, what);
  }

  /** An item as a step tells it, with its number as people read it. */
  static String told(String item) {
    Matcher count = COUNT.matcher(item);
    return count.matches()
        ? number(count.group(1)).map(number -> amount(number, count.group(2))).orElse(item)
        : item;
  }

  private static Optional<Long> number(String text) {
    String digits = text.replace(",", "");
    return digits.length() <= DIGITS ? Optional.of(Long.valueOf(digits)) : Optional.empty();
  }
}
