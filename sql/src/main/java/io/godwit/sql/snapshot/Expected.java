package io.godwit.sql.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.sql.DatabaseUrl;
import io.godwit.sql.SqlError;
import io.godwit.sql.schema.Schema;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must be defined after a restore: the digest of each definition by its name. Extensions are
 * left out: another server may have another version.
 */
record Expected(SortedMap<String, Digest> objects) {

  static final String FILE = "expected.txt";

  private static final int SHOWN = 20;

  static Expected of(Schema schema) {
    TreeMap<String, Digest> objects = new TreeMap<>();
    schema
        .objects()
        .forEach(
            (name, definition) -> {
              if (!name.startsWith("extension ")) {
                objects.put(name, Digest.of(definition));
              }
            });
    return new Expected(objects);
  }

  byte[] write() {
    return objects.entrySet().stream()
        .map(one -> one.getValue() + " " + URLEncoder.encode(one.getKey(), UTF_8) + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  static Expected read(byte[] bytes) {
    TreeMap<String, Digest> objects = new TreeMap<>();
    try {
      for (String line : new String(bytes, UTF_8).lines().toList()) {
        String[] words = line.split(" ", -1);
        objects.put(URLDecoder.decode(words[1], UTF_8), Digest.parse(words[0]));
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new GodwitException(
          SqlError.NO_SNAPSHOT,
          "The snapshot cannot be brought back: its "
              + FILE
              + " is no list of digests; nothing was changed. Use another snapshot",
          e);
    }
    return new Expected(objects);
  }

  /**
   * Refuses a database in which something else is defined.
   *
   * @throws GodwitException {@link SqlError#RESTORED_OTHERWISE} with the names
   */
  void demand(Expected found, DatabaseUrl url) {
    TreeSet<String> names = new TreeSet<>();
    names.addAll(objects.keySet());
    names.addAll(found.objects.keySet());
    names.removeIf(name -> Objects.equals(objects.get(name), found.objects.get(name)));
    if (!names.isEmpty()) {
      throw new GodwitException(
          SqlError.RESTORED_OTHERWISE,
          url
              + ": what the snapshot makes is not what was captured: "
              + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
              + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "")
              + "; nothing was changed. Export the snapshot and look at its "
              + Structure.FILE
              + ", and report this");
    }
  }

  Expected only(String scope) {
    TreeMap<String, Digest> some = new TreeMap<>();
    objects.forEach(
        (name, digest) -> {
          if (scope.isEmpty() || name.contains(scope)) {
            some.put(name, digest);
          }
        });
    return new Expected(some);
  }
}
