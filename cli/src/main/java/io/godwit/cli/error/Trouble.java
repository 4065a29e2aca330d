package io.godwit.cli.error;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.engine.config.Secrets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a command did not do what was asked.
 *
 * @param faults what is wrong, in the order of the files; at least one
 * @param state what state everything is in; empty when the command changes nothing anyway
 * @param next what to do next; empty when the faults say it
 * @param exit what the process says
 */
public record Trouble(List<Fault> faults, String state, String next, ExitCode exit) {

  /** Where a changing command can have got to when it failed. */
  public enum Reach {
    /** The command changes nothing. */
    READING,
    /** The command changes things, and had not begun. */
    NOT_BEGUN,
    /** The command had begun to change things. */
    BEGUN
  }

  /** Puts the faults in order, and takes out what looks like a secret. */
  public Trouble {
    faults = inFileOrder(faults.stream().map(Trouble::withoutSecrets).toList());
  }

  /** For an error that Godwit foresaw. */
  public static Trouble of(GodwitException e, Reach reach) {
    boolean users = e.code().kind() == ErrorKind.USER;
    String state = reach == Reach.NOT_BEGUN && users ? "Nothing was changed." : state(reach);
    return new Trouble(e.faults(), state, "", ExitCode.of(e.code()));
  }

  /** For a mistake on the command line. */
  public static Trouble usage(String message, String next) {
    return new Trouble(List.of(Fault.of(CliError.USAGE, message)), "", next, ExitCode.USAGE);
  }

  /** For everything else. */
  public static Trouble of(Throwable e, Reach reach) {
    if (e instanceof GodwitException known) {
      return of(known, reach);
    }
    if (e instanceof OutOfMemoryError) {
      return new Trouble(
          List.of(Fault.of(CliError.OUT_OF_MEMORY, "Memory ran out: " + e.getMessage())),
          state(reach),
          "Give the process more memory (JAVA_OPTS=-Xmx2g) and repeat the command.",
          ExitCode.FAILED);
    }
    return new Trouble(
        List.of(Fault.of(CliError.UNEXPECTED, "Godwit itself failed: " + told(e))),
        state(reach),
        "This is a mistake in Godwit. Repeat the command with --stacktrace and report what it"
            + " prints, with the output of `godwit version`.",
        ExitCode.FAILED);
  }

  private static String told(Throwable e) {
    String message = e.getMessage();
    String name = e.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message.strip();
  }

  private static String state(Reach reach) {
    return switch (reach) {
      case READING -> "";
      case NOT_BEGUN ->
          "This command changed nothing; `godwit status` shows where everything stands.";
      case BEGUN ->
          "What had been done is recorded: `godwit status` shows where everything stands, and"
              + " `godwit up` finishes it or takes it back.";
    };
  }

  private static Fault withoutSecrets(Fault fault) {
    return new Secrets().redact(fault);
  }

  private static List<Fault> inFileOrder(List<Fault> faults) {
    Map<String, Integer> files = new LinkedHashMap<>();
    faults.forEach(fault -> files.putIfAbsent(file(fault), files.size()));
    List<Fault> ordered = new ArrayList<>(faults);
    ordered.sort(
        Comparator.<Fault>comparingInt(fault -> files.getOrDefault(file(fault), 0))
            .thenComparingInt(fault -> fault.place().map(Place::line).orElse(0))
            .thenComparingInt(fault -> fault.place().map(Place::column).orElse(0)));
    return List.copyOf(ordered);
  }

  private static String file(Fault fault) {
    return fault.place().map(Place::file).orElse("");
  }
}
