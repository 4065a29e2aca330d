package io.godwit.model.convert;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.config.change.Application;
import io.godwit.config.change.FrozenFile;
import io.godwit.config.format.ConfigFile;
import io.godwit.model.file.ModelError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's files of which some, such as {@code config.json}, are changed as configuration files
 * are: by the same rules, and with all that is not touched as it was written.
 */
public final class MigratedFiles implements FileTree {

  private final FileTree source;
  private final Map<String, Entry> entries = new TreeMap<>();
  private final Map<String, byte[]> made = new TreeMap<>();

  private MigratedFiles(FileTree source) {
    this.source = source;
    source.files().forEach(entry -> entries.put(entry.path(), entry));
  }

  /**
   * The files after the changes.
   *
   * @throws GodwitException with everything that cannot be changed so
   */
  public static FileTree of(FileTree source, List<FrozenFile> changes) {
    MigratedFiles files = new MigratedFiles(source);
    List<Fault> faults = new ArrayList<>();
    for (FrozenFile change : changes) {
      try {
        files.change(change);
      } catch (GodwitException e) {
        faults.addAll(e.faults());
      }
    }
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    return changes.isEmpty() ? source : files;
  }

  private void change(FrozenFile change) {
    if (!entries.containsKey(change.file())) {
      throw refused(change.file(), "there is no such file in the model; name one that it has");
    }
    if (change.goesElsewhere() && entries.containsKey(change.to())) {
      throw refused(change.to(), "the model has such a file already; choose another name");
    }
    byte[] bytes =
        new Application(
                change,
                name -> {
                  throw outside(name);
                })
            .to(bytes(change.file()));
    if (change.goesElsewhere() && !change.keepOld()) {
      entries.remove(change.file());
      made.remove(change.file());
    }
    entries.put(change.to(), new Entry(change.to(), bytes.length));
    made.put(change.to(), bytes);
  }

  /** One byte more than may be, at most, so that what reads it says that it is too large. */
  private byte[] bytes(String path) {
    try (InputStream in = open(path)) {
      return in.readNBytes(ConfigFile.LARGEST + 1);
    } catch (IOException e) {
      throw new GodwitException(
          ModelError.UNREADABLE, path + " cannot be read; see that it is there, then repeat", e);
    }
  }

  private static GodwitException outside(String name) {
    return new GodwitException(
        ModelError.BAD_RECIPE,
        "{env:"
            + name
            + "} is not in a model, and a version is made of what is: then it can be made again and"
            + " compared; write the value into the step");
  }

  private static GodwitException refused(String path, String why) {
    return new GodwitException(Fault.at(Place.of(path), ModelError.BAD_RECIPE, why));
  }

  @Override
  public List<Entry> files() {
    return List.copyOf(entries.values());
  }

  @Override
  public InputStream open(String path) {
    byte[] bytes = made.get(path);
    return bytes == null ? source.open(path) : new ByteArrayInputStream(bytes);
  }
}
