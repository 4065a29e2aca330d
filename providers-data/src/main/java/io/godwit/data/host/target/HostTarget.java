package io.godwit.data.host.target;

import io.godwit.api.error.GodwitException;
import io.godwit.api.target.Health;
import io.godwit.api.target.Target;
import io.godwit.data.error.DataError;
import io.godwit.data.file.Marks;
import io.godwit.data.file.ProjectFolder;
import io.godwit.data.host.process.Programs;
import java.util.Map;
import java.util.Optional;

/** The machine: it holds no version of its own, so that releases say nothing of it. */
public final class HostTarget implements Target {

  private final ProjectFolder folder;
  private final Marks marks;
  private final Programs programs;
  private final Map<String, HostSettings.Service> services;

  /** The machine, with the services that are known. */
  public HostTarget(
      ProjectFolder folder,
      Marks marks,
      Programs programs,
      Map<String, HostSettings.Service> services) {
    this.folder = folder;
    this.marks = marks;
    this.programs = programs;
    this.services = Map.copyOf(services);
  }

  /** The project. */
  public ProjectFolder folder() {
    return folder;
  }

  /** What keeps effects apart. */
  public Marks marks() {
    return marks;
  }

  /** What runs programs. */
  public Programs programs() {
    return programs;
  }

  /**
   * A service.
   *
   * @throws GodwitException if there is none of that name
   */
  public HostSettings.Service service(String name) {
    return Optional.ofNullable(services.get(name))
        .orElseThrow(
            () ->
                new GodwitException(
                    DataError.NO_SERVICE,
                    "there is no service '"
                        + name
                        + "'; add it under services: of the target, which has "
                        + services.keySet().stream().sorted().toList()));
  }

  @Override
  public Health health() {
    return Health.good(
        Map.of(
            "system", System.getProperty("os.name", ""),
            "services", Integer.toString(services.size())));
  }

  @Override
  public Map<String, String> holdings() {
    return Map.of();
  }

  @Override
  public void close() {}
}
