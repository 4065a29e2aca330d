package io.godwit.sql.snapshot;

import io.godwit.api.file.FileTree;
import io.godwit.api.snapshot.Restorable.Capture;
import io.godwit.sql.Database;
import io.godwit.sql.receipt.Receipts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A snapshot that was taken, in memory. */
record Taken(Map<String, byte[]> bytes) implements FileTree {

  static Taken of(Database database, Path scratch) {
    return of(new Snapshots(database, new Receipts(database)), scratch);
  }

  static Taken of(Snapshots snapshots, Path scratch) {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Capture capture = snapshots.capture(scratch)) {
      for (Entry file : capture.files().files()) {
        try (InputStream in = capture.files().open(file.path())) {
          bytes.put(file.path(), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Taken(bytes);
  }

  /** The same with other bytes in one file. */
  Taken with(String path, byte[] other) {
    Map<String, byte[]> all = new TreeMap<>(bytes);
    all.put(path, other);
    return new Taken(all);
  }

  @Override
  public List<Entry> files() {
    return bytes.entrySet().stream()
        .map(file -> new Entry(file.getKey(), file.getValue().length))
        .toList();
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(bytes.get(path));
  }
}
