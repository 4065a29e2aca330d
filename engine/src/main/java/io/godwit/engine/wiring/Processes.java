package io.godwit.engine.wiring;

import io.godwit.engine.state.Holder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** This process, and whether another on the same machine is dead. */
final class Processes {

  /**
   * How far two readings of when a process started may lie apart, in milliseconds: the system tells
   * it as time since it was booted, and when that was moves with the clock.
   */
  private static final long SAME_START = 10_000;

  private final Holder self;
  private final Path table;

  Processes(Function<String, Optional<String>> variables) {
    this(variables, Path.of("/proc"));
  }

  /** With the system's table of processes, where there is such a folder. */
  Processes(Function<String, Optional<String>> variables, Path table) {
    this.table = table;
    ProcessHandle me = ProcessHandle.current();
    self =
        new Holder(
            UUID.randomUUID().toString(),
            System.getProperty("user.name", "?"),
            host(variables),
            me.pid(),
            started(me));
  }

  Holder self() {
    return self;
  }

  /**
   * Whether a holder is a process of this machine that is not there any more. Being wrong does no
   * harm: its token is refused.
   */
  boolean isSurelyDead(Holder other) {
    return other.host().equals(self.host())
        && ProcessHandle.of(other.pid())
            .map(
                process ->
                    Math.abs(started(process) - other.startedAt()) > SAME_START
                        || isZombie(other.pid()))
            .orElse(true);
  }

  /** Ended, and not looked after by its parent: in a container that may stay so for ever. */
  private boolean isZombie(long pid) {
    try {
      String stat =
          Files.readString(
              table.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      return false; // a system without such a table, or one that is not shown
    }
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String host(Function<String, Optional<String>> variables) {
    return variables
        .apply("HOSTNAME")
        .or(() -> variables.apply("COMPUTERNAME"))
        .orElseGet(Processes::hostByName);
  }

  private static String hostByName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
