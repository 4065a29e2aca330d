package io.godwit.data.config.step;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.name.Digest;
import io.godwit.config.change.Application;
import io.godwit.config.change.FrozenFile;
import io.godwit.config.document.ConfigFileError;
import io.godwit.data.config.target.ConfigTarget;
import io.godwit.data.error.DataError;
import io.godwit.data.file.Exchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Works out what the files of a step become. */
final class Renewal {

  private final ConfigTarget target;
  private final MigrateStep step;
  private final Function<String, Optional<String>> environment;
  private final Map<String, byte[]> before = new HashMap<>();
  private final Map<String, byte[]> after = new HashMap<>();

  Renewal(ConfigTarget target, MigrateStep step, Function<String, Optional<String>> environment) {
    this.target = target;
    this.step = step;
    this.environment = environment;
  }

  static GodwitException twice(FrozenFile file) {
    return new GodwitException(
        ConfigFileError.CONFIG_CHANGE,
        file.file() + " or " + file.to() + " is changed twice in one step; write one entry for it");
  }

  /** Works everything out, so that what cannot be is said in the plan; gives the bytes read. */
  long tryOut() {
    work();
    return before.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  /** Brings what the files are and what they become into the repository. */
  StagedArtifact keep(Artifacts artifacts) {
    work();
    return Exchange.keep(artifacts, before, after);
  }

  private void work() {
    List<Fault> faults = new ArrayList<>();
    for (FrozenFile file : step.files()) {
      try {
        work(file);
      } catch (GodwitException e) {
        faults.addAll(e.faults());
      }
    }
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
  }

  private void work(FrozenFile file) {
    byte[] old =
        target
            .read(file.file())
            .orElseThrow(
                () ->
                    new GodwitException(
                        Fault.at(
                            Place.of(file.file()),
                            ConfigFileError.CONFIG_CHANGE,
                            "there is no such file; add it, or take it out of the step")));
    if (file.seen().isPresent() && !file.seen().get().equals(Digest.of(old).toString())) {
      throw new GodwitException(
          DataError.FILE_CHANGED,
          file.file() + " was changed after this was planned; nothing was changed, plan again");
    }
    before.put(file.file(), old);
    after.put(file.to(), new Application(file, environment).to(old));
    if (file.goesElsewhere()) {
      target
          .read(file.to())
          .ifPresent(
              there -> {
                throw new GodwitException(
                    Fault.at(
                        Place.of(file.to()),
                        ConfigFileError.CONFIG_CHANGE,
                        "there is such a file already; remove it, or choose another name"));
              });
      if (file.keepOld()) {
        after.put(file.file(), old);
      }
    }
  }
}
