package io.godwit.data.config.target;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.snapshot.Restorable;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.target.Digestible;
import io.godwit.api.target.Health;
import io.godwit.api.target.Queryable;
import io.godwit.api.target.Target;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Document;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Trees;
import io.godwit.config.document.Value;
import io.godwit.config.format.ConfigFile;
import io.godwit.data.error.DataError;
import io.godwit.data.file.BytesTree;
import io.godwit.data.file.Marks;
import io.godwit.data.file.ProjectFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Configuration files of a project as a target: all that they hold is their bytes. */
public final class ConfigTarget implements Target, Queryable, Digestible, Restorable {

  private final ProjectFolder folder;
  private final List<String> files;
  private final Marks marks;

  /** The files of a project. */
  public ConfigTarget(ProjectFolder folder, List<String> files, Marks marks) {
    this.folder = folder;
    this.files = files.stream().sorted().toList();
    this.marks = marks;
  }

  /** The project. */
  public ProjectFolder folder() {
    return folder;
  }

  /** What keeps its effects apart. */
  public Marks marks() {
    return marks;
  }

  /** The files that belong to it, sorted; not all of them need to be there. */
  public List<String> files() {
    return files;
  }

  /** The bytes of the files that are there. */
  public Map<String, byte[]> contents() {
    Map<String, byte[]> contents = new TreeMap<>();
    for (String file : files) {
      read(file).ifPresent(bytes -> contents.put(file, bytes));
    }
    return contents;
  }

  /**
   * The bytes of one of its files; empty if there is none.
   *
   * @throws GodwitException if it is not one of its files, or cannot be read
   */
  public Optional<byte[]> read(String file) {
    if (!files.contains(file)) {
      throw new GodwitException(
          ConfigFileError.CONFIG_CHANGE,
          file
              + " is not one of this target's files ("
              + String.join(", ", files)
              + "); add it under files: in godwit.yaml");
    }
    Optional<byte[]> bytes = folder.read(file, ConfigFile.LARGEST);
    if (bytes.filter(content -> content.length > ConfigFile.LARGEST).isPresent()) {
      throw new GodwitException(
          ConfigFileError.CONFIG_TOO_LARGE, file + " has more than 4 MiB; split it");
    }
    return bytes;
  }

  @Override
  public Health health() {
    List<Fault> faults = new ArrayList<>();
    int there = 0;
    for (String file : files) {
      try {
        there += folder.read(file, 0).isPresent() ? 1 : 0;
      } catch (GodwitException e) {
        faults.addAll(e.faults());
      }
    }
    return new Health(
        faults,
        Map.of("files", Integer.toString(files.size()), "present", Integer.toString(there)));
  }

  @Override
  public Map<String, String> holdings() {
    Map<String, String> holdings = new TreeMap<>();
    contents().forEach((file, bytes) -> holdings.put(file, Digest.of(bytes).toString()));
    return holdings;
  }

  @Override
  public Digest digest() {
    List<String> parts = new ArrayList<>();
    holdings()
        .forEach(
            (file, digest) -> {
              parts.add(file);
              parts.add(digest);
            });
    return Digest.ofParts(parts.toArray(String[]::new));
  }

  /**
   * Answers {@code FILE:KEY}, or {@code KEY} where there is one file, with the value, with the
   * number of its entries if it is a table or a list, and with nothing where nothing is.
   */
  @Override
  public String ask(String query) {
    String question = query.strip();
    String file =
        files.stream()
            .filter(name -> question.startsWith(name + ":"))
            .findFirst()
            .orElse(files.get(0));
    boolean named = question.startsWith(file + ":");
    if (!named && files.size() > 1) {
      throw new GodwitException(
          DataError.NOT_A_QUESTION,
          "'"
              + question
              + "' names no file; ask FILE:KEY, with one of "
              + String.join(", ", files));
    }
    try {
      KeyPath key = KeyPath.parse(named ? question.substring(file.length() + 1) : question);
      Optional<Document> document = read(file).map(ConfigFile.of(file)::read);
      return document.flatMap(d -> Trees.find(d.root(), key)).map(ConfigTarget::shown).orElse("");
    } catch (IllegalArgumentException e) {
      throw new GodwitException(DataError.NOT_A_QUESTION, String.valueOf(e.getMessage()), e);
    }
  }

  private static String shown(Value value) {
    return value.fold(
        Value.Scalar::text,
        items -> Integer.toString(items.items().size()),
        table -> Integer.toString(table.entries().size()));
  }

  @Override
  public Capture capture(Path scratch) {
    FileTree tree = new BytesTree(ConfigSnapshot.files(contents()));
    return new Capture() {
      @Override
      public FileTree files() {
        return tree;
      }

      @Override
      public void close() {}
    };
  }

  /** Each file in one step, after all lie ready on the disk; after a crash it is repeated. */
  @Override
  public Attempt<Progress> restore(FileTree snapshot, Effect effect, Path scratch) {
    return marks.guarded(effect, () -> new ConfigSnapshot(this, snapshot).restore());
  }

  @Override
  public Sighting look(FileTree snapshot, Effect effect) {
    return marks.settled(effect, () -> new ConfigSnapshot(this, snapshot).look());
  }

  @Override
  public void close() {}
}
