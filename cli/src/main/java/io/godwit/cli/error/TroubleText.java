package io.godwit.cli.error;

import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;
import io.godwit.cli.text.Page;
import io.godwit.engine.config.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong, as text: the code first, then where, what, what state, and what next. */
public final class TroubleText {

  private static final Pattern CODE = Pattern.compile("\\b(GW-[0-9]{3})[:\\s]\\s*");

  private TroubleText() {}

  /** Writes all of it. */
  public static void write(Page page, Trouble trouble) {
    faults(page, trouble.faults());
    if (trouble.faults().size() > 1) {
      page.gap().line(Span.plain(trouble.faults().size() + " faults."));
    }
    if (!trouble.state().isEmpty()) {
      page.prose(trouble.state());
    }
    if (!trouble.next().isEmpty()) {
      page.prose(trouble.next());
    }
  }

  /** Writes the faults alone. */
  public static void faults(Page page, List<Fault> faults) {
    for (Fault fault : faults) {
      List<Span> blocks = new ArrayList<>();
      fault.place().map(Place::toString).map(Span::strong).ifPresent(blocks::add);
      fault.message().lines().map(Span::plain).forEach(blocks::add);
      page.hanging(0, new Span(fault.code().id(), Tone.BAD), blocks);
    }
  }

  /** Writes a message in which a code may stand, as reports have it: the code first. */
  public static void message(Page page, String message) {
    Matcher code = CODE.matcher(message);
    Span mark = code.find() ? new Span(code.group(1), Tone.BAD) : Span.plain("");
    String words = new Secrets().redact(code.reset().replaceFirst("").strip());
    page.hanging(0, mark, words.lines().map(Span::plain).toList());
  }

  /** The code in a message. */
  public static Optional<String> code(String message) {
    Matcher code = CODE.matcher(message);
    return code.find() ? Optional.of(code.group(1)) : Optional.empty();
  }

  /** The stack trace of an error, without secrets. */
  public static String trace(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return new Secrets().redact(trace.toString());
  }
}
