package io.godwit.cli.command;

import io.godwit.api.run.Backup;
import picocli.CommandLine.Option;

/** Whether targets are captured first. */
final class BackupOption {

  @Option(names = "--backup", description = "Capture the targets first, whatever godwit.yaml says.")
  boolean taken;

  @Option(names = "--no-backup", description = "Do not, whatever godwit.yaml says.")
  boolean leftOut;

  Backup backup() {
    return taken ? Backup.TAKEN : leftOut ? Backup.LEFT_OUT : Backup.CONFIGURED;
  }

  /** As it is typed, with a space before it. */
  String typed() {
    return taken ? " --backup" : leftOut ? " --no-backup" : "";
  }
}
