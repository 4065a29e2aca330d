package io.godwit.cli.json;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.cli.error.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * What went wrong, for JSON.
 *
 * @param error the first fault
 * @param faults all of them
 * @param state what state everything is in
 * @param next what to do next
 * @param exitCode what the process says
 */
public record TroubleJson(
    FaultJson error,
    List<FaultJson> faults,
    Optional<String> state,
    Optional<String> next,
    int exitCode) {

  /** One fault, for JSON. */
  public record FaultJson(String code, ErrorKind kind, String message, Optional<PlaceJson> place) {

    /** The fault as JSON shows it. */
    public static FaultJson of(Fault fault) {
      return new FaultJson(
          fault.code().id(),
          fault.code().kind(),
          fault.message(),
          fault.place().map(PlaceJson::of));
    }
  }

  /** Where a fault stands, with the numbers that are known. */
  public record PlaceJson(String file, Optional<Integer> line, Optional<Integer> column) {

    static PlaceJson of(Place place) {
      return new PlaceJson(place.file(), known(place.line()), known(place.column()));
    }

    private static Optional<Integer> known(int number) {
      return number == 0 ? Optional.empty() : Optional.of(number);
    }
  }

  /** Copies the list. */
  public TroubleJson {
    faults = List.copyOf(faults);
  }

  /** The trouble as JSON shows it. */
  public static TroubleJson of(Trouble trouble) {
    List<FaultJson> faults = trouble.faults().stream().map(FaultJson::of).toList();
    return new TroubleJson(
        faults.get(0),
        faults,
        text(trouble.state()),
        text(trouble.next()),
        trouble.exit().number());
  }

  private static Optional<String> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
