package io.godwit.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The three streams of the process and what is at their ends.
 *
 * @param in answers
 * @param out results
 * @param err progress, questions and errors
 * @param ends what the streams are connected to
 */
public record Terminal(InputStream in, PrintStream out, LiveLine err, Ends ends) {

  /** What the streams are connected to; asked at most when it matters, for asking takes time. */
  public interface Ends {
    /** Whether a person can answer. */
    boolean inIsTerminal();

    /** How results are shown. */
    Look out();

    /** How progress and errors are shown. */
    Look err();

    /** Whether a line on standard error can be drawn over itself. */
    boolean errIsLive();
  }

  /** The same, without colour. */
  public Terminal withoutColour() {
    return new Terminal(in, out, err, new Colourless(ends));
  }

  /** Asks a person, on standard error; empty when nobody is there to answer. */
  public Optional<String> ask(String question) {
    if (!ends.inIsTerminal() || !ends.errIsLive()) {
      return Optional.empty();
    }
    err.others().print(question);
    err.others().flush();
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return Optional.of(line == null ? "" : line.strip());
    } catch (IOException e) {
      return Optional.of("");
    }
  }

  private record Colourless(Ends ends) implements Ends {
    @Override
    public boolean inIsTerminal() {
      return ends.inIsTerminal();
    }

    @Override
    public Look out() {
      return ends.out().withoutColour();
    }

    @Override
    public Look err() {
      return ends.err().withoutColour();
    }

    @Override
    public boolean errIsLive() {
      return ends.errIsLive();
    }
  }
}
