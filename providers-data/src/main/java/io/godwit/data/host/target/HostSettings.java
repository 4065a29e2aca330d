package io.godwit.data.host.target;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings of the machine that Godwit runs on.
 *
 * @param environment variables for all programs; may hold secrets, which are shown nowhere
 * @param services the services that steps stop and start
 */
public record HostSettings(
    @Doc("Variables for all programs; their values are shown nowhere.")
        Map<String, String> environment,
    @Doc("The services that steps stop and start, by name.") Map<String, Service> services) {

  /**
   * A service.
   *
   * @param stop the program that stops it, with its arguments
   * @param start the program that starts it
   * @param running the program that ends with 0 while the service runs
   * @param timeout how long to wait until it runs, or runs no more
   */
  public record Service(
      @Doc("The program that stops it, with its arguments; harmless when it does not run.")
          List<String> stop,
      @Doc("The program that starts it, with its arguments; harmless when it runs.")
          List<String> start,
      @Doc("A program that ends with exit code 0 while the service runs and is well.")
          List<String> running,
      @Doc("How long to wait until it runs, or runs no more.") @Default("60s") Duration timeout) {

    /** Checks that it can be stopped and started. */
    public Service {
      stop = List.copyOf(stop);
      start = List.copyOf(start);
      running = List.copyOf(running);
      if (stop.isEmpty() || start.isEmpty()) {
        throw new IllegalArgumentException("a service needs the programs stop: and start:");
      }
    }
  }
}
