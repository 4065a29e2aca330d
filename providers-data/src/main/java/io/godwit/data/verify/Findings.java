package io.godwit.data.verify;

import io.godwit.api.target.Defect;
import io.godwit.api.target.Defect.Area;
import io.godwit.api.target.Defect.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers what was found, and no more than a person reads of each area. */
final class Findings {

  private static final int MOST = 100;

  private final List<Defect> all = new ArrayList<>();
  private final Map<Area, Integer> left = new EnumMap<>(Area.class);

  void add(Severity severity, Area area, String subject, String message, String suggestion) {
    int number = left.merge(area, 1, Integer::sum);
    if (number <= MOST) {
      all.add(new Defect(severity, area, subject, message, suggestion));
    } else if (severity == Severity.CRITICAL) {
      // Critical ones take the place of the last that is not, so that none makes all look well.
      for (int i = all.size() - 1; i >= 0; i--) {
        if (all.get(i).area() == area && all.get(i).severity() != Severity.CRITICAL) {
          all.set(i, new Defect(severity, area, subject, message, suggestion));
          return;
        }
      }
    }
  }

  List<Defect> list() {
    List<Defect> list = new ArrayList<>(all);
    left.forEach(
        (area, number) -> {
          if (number > MOST) {
            list.add(
                new Defect(
                    Severity.INFO,
                    area,
                    "all",
                    (number - MOST) + " more were found and are not listed",
                    "mend those that are, and look again"));
          }
        });
    return list;
  }
}
