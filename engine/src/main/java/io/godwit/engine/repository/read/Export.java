package io.godwit.engine.repository.read;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.engine.repository.disk.Uncached;
import io.godwit.engine.repository.disk.UncachedOutput;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.work.Watch;
import io.godwit.engine.repository.work.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lays files out in a folder beside the one that was asked for, which takes its name when all is
 * there. What an earlier attempt left in it is kept where it is whole, and removed where it is
 * anything else.
 */
final class Export {

  private static final int BUFFER = 64 << 10;

  private final Path folder;
  private final Path making;
  private final Workers workers;
  private final Watch watch;
  private final Uncached uncached = new Uncached();
  private Path made;
  private long written;
  private long toWrite;

  Export(Path folder, Workers workers, Watch watch) {
    this.workers = workers;
    this.watch = watch;
    this.folder = folder.toAbsolutePath().normalize();
    Path name = Objects.requireNonNull(this.folder.getFileName(), "not the root of a file system");
    this.making = this.folder.resolveSibling("." + name + ".godwit-export");
    this.made = making;
  }

  /**
   * Lays the files out.
   *
   * @param feed gives the chunks of those files that are not there yet
   */
  void run(List<FileEntry> files, Function<List<FileEntry>, ChunkFeed> feed) {
    try {
      requireEmpty();
      Files.createDirectories(making);
      List<FileEntry> missing = missing(files);
      toWrite = missing.stream().mapToLong(FileEntry::size).sum();
      try (ChunkFeed chunks = feed.apply(missing)) {
        for (FileEntry file : missing) {
          write(file, chunks);
        }
      }
      Files.deleteIfExists(folder);
      Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw refused("cannot be written (" + e + "); make room and give Godwit the right to", e);
    }
  }

  private void requireEmpty() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw refused("has something in it; empty it, or name another", null);
        }
      }
    } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw refused("is no folder; remove it, or name another", null);
    }
  }

  /** The files that are not there yet; removes what is there and should not be. */
  private List<FileEntry> missing(List<FileEntry> files) throws IOException {
    Map<Path, FileEntry> missing = new LinkedHashMap<>();
    files.forEach(file -> missing.put(making.resolve(file.path()), file));
    List<Path> there;
    try (Stream<Path> inside = Files.walk(making)) {
      there = inside.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    for (Path path : there) {
      FileEntry file = missing.get(path);
      if (file != null && whole(path, file)) {
        missing.remove(path);
      } else {
        Files.delete(path);
      }
    }
    return List.copyOf(missing.values());
  }

  private static boolean whole(Path path, FileEntry file) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) != file.size()) {
      return false;
    }
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    }
    return Digest.finish(sha256).equals(file.sha256());
  }

  private void write(FileEntry file, ChunkFeed feed) throws IOException {
    Path path = making.resolve(file.path());
    makeFolder(Objects.requireNonNull(path.getParent()));
    FileReader reader = new FileReader(file, feed, workers);
    if (file.size() < Uncached.LARGE) {
      try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
        copy(reader, out);
      }
      return;
    }
    try (UncachedOutput out = uncached.write(Files.createFile(path))) {
      copy(reader, out);
      out.finish();
    }
  }

  private void copy(FileReader reader, OutputStream out) throws IOException {
    Optional<ChunkFeed.Plain> chunk = reader.next();
    while (chunk.isPresent()) {
      ChunkFeed.Plain plain = chunk.get();
      out.write(plain.bytes(), plain.from(), plain.length());
      written += plain.length();
      watch.at("bytes written", written, toWrite);
      chunk = reader.next();
    }
  }

  /** Files come folder by folder, and to make one that is there takes as long as to make a file. */
  private void makeFolder(Path parent) throws IOException {
    if (!parent.equals(made)) {
      Files.createDirectories(parent);
      made = parent;
    }
  }

  private GodwitException refused(String what, @Nullable Throwable cause) {
    return new GodwitException(
        ArtifactError.EXPORT_REFUSED, "Folder " + folder + " " + what, cause);
  }
}
