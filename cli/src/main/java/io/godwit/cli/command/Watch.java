package io.godwit.cli.command;

import io.godwit.cli.progress.BarProgress;
import io.godwit.cli.progress.LineProgress;
import io.godwit.cli.progress.Progress;
import io.godwit.cli.progress.Ticker;
import io.godwit.cli.terminal.Signals;
import io.godwit.cli.terminal.Terminal;

/**
 * The progress that suits standard error, with what keeps it going.
 *
 * @param progress where the events go
 * @param keeper keeps it going; closed first
 */
record Watch(Progress progress, Runnable keeper) implements AutoCloseable {

  static Watch over(Session session) {
    Terminal terminal = session.terminal();
    if (session.options().quiet) {
      return new Watch(Progress.silent(), () -> {});
    }
    if (!terminal.ends().errIsLive()) {
      return new Watch(
          new LineProgress(terminal.err().others(), session.world().place().zone().get()),
          () -> {});
    }
    BarProgress bar = new BarProgress(terminal.err(), terminal.ends()::err, System::nanoTime);
    Ticker ticker = new Ticker(bar::tick);
    Signals.onResize(bar::resized);
    return new Watch(bar, ticker::close);
  }

  @Override
  public void close() {
    keeper.run();
    progress.close();
  }
}
