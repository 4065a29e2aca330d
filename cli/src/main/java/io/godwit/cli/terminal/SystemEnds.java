package io.godwit.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process's streams are connected to. Java knows only whether all of them are terminals,
 * so the kernel is asked about each where it tells, and {@code stty} about the width.
 */
public final class SystemEnds implements Terminal.Ends {

  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");
  private static final int USUAL_COLUMNS = 80;

  private final Map<String, String> environment;

  /** The ends, with the variables that have a say in how they are used. */
  public SystemEnds(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public boolean inIsTerminal() {
    return isTerminal(0);
  }

  @Override
  public boolean errIsLive() {
    return isTerminal(2) && !"dumb".equals(environment.get("TERM"));
  }

  @Override
  public Look out() {
    return look(1);
  }

  @Override
  public Look err() {
    return look(2);
  }

  private Look look(int descriptor) {
    return isTerminal(descriptor) ? terminalLook(this::columns) : Look.PLAIN;
  }

  Look terminalLook(IntSupplier columns) {
    return new Look(colour(), unicode(), OptionalInt.of(columns.getAsInt()));
  }

  private boolean colour() {
    String refusal = environment.getOrDefault("NO_COLOR", "");
    return refusal.isEmpty() && !"dumb".equals(environment.get("TERM"));
  }

  private boolean unicode() {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
      }
    }
    return false;
  }

  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    try {
      String end = Files.readSymbolicLink(link).toString();
      return end.startsWith("/dev/pts/")
          || end.startsWith("/dev/tty")
          || end.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return succeeds("test", "-t", Integer.toString(descriptor));
    }
  }

  /** Where the kernel does not tell by a link, a program that inherits the stream does. */
  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      stty.waitFor(1, TimeUnit.SECONDS);
      return columns(answer, environment.getOrDefault("COLUMNS", ""));
    } catch (IOException e) {
      return columns("", environment.getOrDefault("COLUMNS", ""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS;
    }
  }

  /** From what stty said, else from the variable, else what most terminals begin with. */
  static int columns(String stty, String variable) {
    Matcher size = SIZE.matcher(stty);
    String said = size.matches() ? size.group(1) : variable;
    try {
      int columns = Integer.parseInt(said);
      return columns > 0 ? columns : USUAL_COLUMNS;
    } catch (NumberFormatException e) {
      return USUAL_COLUMNS;
    }
  }
}
