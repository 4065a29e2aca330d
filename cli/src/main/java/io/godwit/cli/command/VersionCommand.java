package io.godwit.cli.command;

import picocli.CommandLine.Command;

@Command(name = "version", description = "Show the versions of Godwit and of what it runs on.")
final class VersionCommand extends GodwitCommand {

  VersionCommand(Session session) {
    super(session);
  }

  /** What runs here. */
  record Versions(String version, String java, String system) {
    static Versions of(World.Place place) {
      return new Versions(
          place.version().get(),
          Runtime.version() + " (" + System.getProperty("java.vendor", "unknown") + ")",
          System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
    }
  }

  @Override
  Answer answer(Session session) {
    Versions versions = Versions.of(session.world().place());
    return Answer.of(
        versions,
        page ->
            page.prose("godwit " + versions.version())
                .prose("Java " + versions.java() + ", " + versions.system()));
  }
}
