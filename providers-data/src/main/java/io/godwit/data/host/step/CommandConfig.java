package io.godwit.data.host.step;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A command with what belongs to it; also what a plan keeps.
 *
 * @param run the program with its arguments
 * @param shell whether each first item is a script for sh, the others its arguments
 * @param undo what takes it back
 * @param unless what ends with 0 when it has happened already
 * @param verify what ends with 0 when its effect holds
 * @param pass variables of Godwit's environment that the programs may see
 * @param success the exit codes that mean that it is done; 0 if none is named
 * @param repeatable whether it may be run again when nobody knows whether it has run
 * @param changesNothing whether there is nothing to take back
 * @param checkTimeout how long unless and verify may take
 */
public record CommandConfig(
    @Doc("The program with its arguments; no shell reads them.") List<String> run,
    @Doc("Whether the first item of each list is a script for sh.") @Default("false") boolean shell,
    @Doc("The program that takes it back; safe to repeat.") List<String> undo,
    @Doc("A program that ends with exit code 0 when it has happened already.") List<String> unless,
    @Doc("A program that ends with exit code 0 when its effect holds.") List<String> verify,
    @Doc("Names of variables of Godwit's own environment that the programs may see.")
        List<String> pass,
    @Doc("The exit codes that mean that it is done; 0 if none is named.") List<Integer> success,
    @Doc("Whether it may be run again when it is not known whether it has run.") @Default("false")
        boolean repeatable,
    @Doc("Whether it changes nothing, so that there is nothing to take back.") @Default("false")
        boolean changesNothing,
    @Doc("How long unless and verify may take.") @Default("60s") Duration checkTimeout) {

  /** Checks that there is something to run, and that it makes sense together. */
  public CommandConfig {
    run = List.copyOf(run);
    undo = List.copyOf(undo);
    unless = List.copyOf(unless);
    verify = List.copyOf(verify);
    pass = List.copyOf(pass);
    success = List.copyOf(success);
    if (run.isEmpty() || run.get(0).isBlank()) {
      throw new IllegalArgumentException("run: names no program; write it as a list");
    }
    if (changesNothing && !undo.isEmpty()) {
      throw new IllegalArgumentException("undo: has no use where changes-nothing is true");
    }
  }

  boolean canBeSeen() {
    return repeatable || changesNothing || !unless.isEmpty() || !verify.isEmpty();
  }

  boolean isDone(int exit) {
    return success.isEmpty() ? exit == 0 : success.contains(exit);
  }

  List<String> whole(List<String> command) {
    if (!shell) {
      return command;
    }
    List<String> whole = new ArrayList<>(List.of("sh", "-c", command.get(0), "godwit"));
    whole.addAll(command.subList(1, command.size()));
    return whole;
  }
}
