package io.godwit.data.config.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Tally;
import io.godwit.config.format.ConfigFile;
import io.godwit.data.error.DataError;
import io.godwit.data.file.Replacement;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All files of a target: a first line that says what they are, and each under {@code files/}. */
final class ConfigSnapshot {

  private static final String HEAD = "config.txt";
  private static final String FIRST_LINE = "godwit config 1\n";
  private static final String PREFIX = "files/";

  private final ConfigTarget target;
  private final Map<String, byte[]> wanted = new HashMap<>();

  ConfigSnapshot(ConfigTarget target, FileTree snapshot) {
    this.target = target;
    boolean head = false;
    for (FileTree.Entry file : snapshot.files()) {
      String path = file.path();
      byte[] bytes = bytes(snapshot, path);
      if (path.equals(HEAD) && new String(bytes, UTF_8).equals(FIRST_LINE)) {
        head = true;
      } else if (path.startsWith(PREFIX)
          && target.files().contains(path.substring(PREFIX.length()))
          && bytes.length <= ConfigFile.LARGEST) {
        wanted.put(path.substring(PREFIX.length()), bytes);
      } else {
        throw none(path + " is none of the target's files");
      }
    }
    if (!head) {
      throw none("it does not say that it is one");
    }
  }

  static Map<String, byte[]> files(Map<String, byte[]> contents) {
    Map<String, byte[]> files = new HashMap<>();
    files.put(HEAD, FIRST_LINE.getBytes(UTF_8));
    contents.forEach((file, bytes) -> files.put(PREFIX + file, bytes));
    return files;
  }

  private static byte[] bytes(FileTree snapshot, String path) {
    try (InputStream in = snapshot.open(path)) {
      return in.readNBytes(ConfigFile.LARGEST + 1);
    } catch (IOException e) {
      throw none(path + " cannot be read: " + e.getMessage());
    }
  }

  private static GodwitException none(String why) {
    return new GodwitException(
        DataError.NO_CONFIG_SNAPSHOT,
        "The snapshot is none of these configuration files: "
            + why
            + "; nothing was changed. Use another snapshot");
  }

  private List<String> due() {
    return target.files().stream()
        .filter(
            file ->
                !Arrays.equals(
                    target.folder().read(file, ConfigFile.LARGEST).orElse(null), wanted.get(file)))
        .toList();
  }

  Attempt<Progress> restore() {
    List<String> due = due();
    List<Replacement> ready = new ArrayList<>();
    boolean begun = false;
    try {
      for (String file : due) {
        ready.add(
            Replacement.of(target.folder().file(file), Optional.ofNullable(wanted.get(file))));
      }
      for (Replacement replacement : ready) {
        begun = true;
        replacement.take();
      }
      return Attempt.done(progress());
    } catch (IOException e) {
      String message = "a file cannot be written (" + e + "); look at the rights and the disk";
      return begun
          ? Attempt.unknown(DataError.FILE_UNWRITABLE, message)
          : Attempt.retryable(DataError.FILE_UNWRITABLE, message + "; nothing was changed");
    }
  }

  Sighting look() {
    return due().isEmpty() ? Sighting.present(progress()) : Sighting.absent();
  }

  private Progress progress() {
    return Progress.complete(Checkpoint.NONE, Tally.of("files", wanted.size()));
  }
}
