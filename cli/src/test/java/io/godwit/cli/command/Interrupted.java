package io.godwit.cli.command;

import io.godwit.api.run.RunReport.Ending;
import io.godwit.cli.terminal.FakeEnds;
import io.godwit.cli.terminal.LiveLine;
import io.godwit.cli.terminal.Signals;
import io.godwit.cli.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A process with an engine that runs until it is told to stop, or does not listen. */
final class Interrupted {

  private Interrupted() {}

  public static void main(String[] args) {
    boolean listens = args[0].equals("listens");
    CountDownLatch stopped = new CountDownLatch(1);
    FakeEngine engine =
        new FakeEngine() {
          @Override
          public void stop() {
            if (listens) {
              stopped.countDown();
            }
          }
        };
    engine.report =
        () -> {
          System.out.println("running");
          System.out.flush();
          try {
            stopped.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Samples.ending(Ending.STOPPED);
        };
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            System.out,
            new LiveLine(System.err),
            new FakeEnds(false, 80));
    World.Place place =
        new World.Place(
            Path.of(args[1]), () -> ZoneOffset.UTC, () -> "9.9.9", name -> Optional.empty());
    System.exit(new Cli(new World(terminal, engine, place, Signals::on)).run("up"));
  }
}
