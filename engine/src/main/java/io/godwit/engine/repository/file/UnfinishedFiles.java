package io.godwit.engine.repository.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.stage.Unfinished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unfinished stagings as small files in a folder, a line for each pack. What cannot be read or
 * written there is done without; what is older than three days is removed.
 */
public final class UnfinishedFiles implements Unfinished {

  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedFiles.class);
  private static final Duration KEPT = Duration.ofDays(3);
  private static final String SUFFIX = ".packs";

  private final Path folder;
  private final ObjectIds ids;

  public UnfinishedFiles(Path folder, ObjectIds ids) {
    this.folder = folder;
    this.ids = ids;
  }

  @Override
  public Session begin(String label) {
    return new FileSession(label, folder.resolve(label + "-" + ids.next() + SUFFIX));
  }

  private List<Path> files(String prefix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> isOurs(file.getFileName().toString(), prefix)).sorted().toList();
    }
  }

  private static boolean isOurs(String name, String prefix) {
    return name.startsWith(prefix) && name.endsWith(SUFFIX);
  }

  private static Optional<PackRef> pack(String line) {
    String[] words = line.split(" ", -1);
    try {
      return Optional.of(
          new PackRef(
              new ObjectKey(words[0]),
              Digest.parse(words[1]),
              Long.parseLong(words[2]),
              Integer.parseInt(words[3])));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty(); // The process died while it wrote the line.
    }
  }

  private final class FileSession implements Session {

    private final String label;
    private final Path file;

    FileSession(String label, Path file) {
      this.label = label;
      this.file = file;
    }

    @Override
    public List<PackRef> left() {
      List<PackRef> packs = new ArrayList<>();
      try {
        for (Path left : files(label + "-")) {
          Files.readAllLines(left).forEach(line -> pack(line).ifPresent(packs::add));
        }
      } catch (IOException e) {
        LOG.debug("Nothing is known of unfinished stagings", e);
      }
      return packs;
    }

    @Override
    public synchronized void stored(PackRef pack) {
      String line =
          pack.key() + " " + pack.footer() + " " + pack.size() + " " + pack.chunks() + "\n";
      try {
        if (!Files.exists(file)) {
          Files.createDirectories(folder);
          Files.createFile(file);
          sweep(Files.getLastModifiedTime(file).toInstant().minus(KEPT));
        }
        Files.write(file, line.getBytes(UTF_8), StandardOpenOption.APPEND);
      } catch (IOException e) {
        LOG.debug("A pack is not remembered", e);
      }
    }

    @Override
    public synchronized void done() {
      try {
        for (Path left : files(label + "-")) {
          Files.deleteIfExists(left);
        }
      } catch (IOException e) {
        LOG.debug("A finished staging is remembered", e);
      }
    }

    private void sweep(Instant before) throws IOException {
      for (Path left : files("")) {
        if (Files.exists(left) && Files.getLastModifiedTime(left).toInstant().isBefore(before)) {
          Files.deleteIfExists(left);
        }
      }
    }
  }
}
