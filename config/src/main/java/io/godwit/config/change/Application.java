package io.godwit.config.change;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.config.change.FrozenFile.Change;
import io.godwit.config.change.FrozenFile.Way;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Document;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Source;
import io.godwit.config.document.Trees;
import io.godwit.config.document.Value;
import io.godwit.config.format.ConfigFile;
import io.godwit.config.format.Conversion;
import io.godwit.config.json.JsonSyntax;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the changes to a file: moves and maps in its old format, everything else in the new. */
public final class Application {

  private final FrozenFile file;
  private final Function<String, Optional<String>> environment;

  /** Changes to a file, with the environment's variables. */
  public Application(FrozenFile file, Function<String, Optional<String>> environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * The bytes of the new file.
   *
   * @throws GodwitException if the file is broken or a change cannot be made to it
   */
  public byte[] to(byte[] bytes) {
    ConfigFile old = ConfigFile.of(file.file());
    ConfigFile made = ConfigFile.of(file.to());
    if (old.format() == made.format()) {
      return old.changed(bytes, document -> last(first(document)));
    }
    Document first = first(old.read(bytes));
    return last(new Conversion(old, made).convert(first)).text().getBytes(StandardCharsets.UTF_8);
  }

  private Document first(Document document) {
    Document result = document;
    for (Change change : file.changes()) {
      if (change.way() == Way.MOVE) {
        result = moved(result, change);
      } else if (change.way() == Way.MAP) {
        result = mapped(result, change);
      }
    }
    return result;
  }

  private Document last(Document document) {
    Document result = document;
    for (Change change : file.changes()) {
      result =
          switch (change.way()) {
            case MOVE, MAP -> result;
            case RETYPE -> retyped(result, change);
            case COMPUTE -> computed(result, change);
            case SET, DEFAULT -> set(result, change);
            case REMOVE -> removed(result, change);
            case EXPECT -> expected(result, change);
          };
    }
    return result;
  }

  private static List<KeyPath> keys(Document document, Change change) {
    List<KeyPath> keys = new ArrayList<>();
    for (KeyPath key : Trees.expanded(document.root(), KeyPath.parse(change.key()))) {
      if (!change.optional() || Trees.find(document.root(), key).isPresent()) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** A path whose {@code [*]} are the elements that were found for another path's. */
  private static KeyPath like(KeyPath pattern, KeyPath patternOfKey, KeyPath key) {
    List<Integer> elements = new ArrayList<>();
    for (int i = 0; i < patternOfKey.size(); i++) {
      if (isEvery(patternOfKey.part(i))) {
        elements.add(((KeyPath.Index) key.part(i)).value());
      }
    }
    KeyPath path = KeyPath.ROOT;
    int next = 0;
    for (KeyPath.Part part : pattern.parts()) {
      boolean every = isEvery(part) && next < elements.size();
      path = every ? path.then(elements.get(next++)) : path.then(part);
    }
    return path;
  }

  private static boolean isEvery(KeyPath.Part part) {
    return part.equals(new KeyPath.Index(KeyPath.Index.EVERY));
  }

  private Document moved(Document document, Change change) {
    KeyPath from = KeyPath.parse(change.key());
    KeyPath to = KeyPath.parse(change.detail());
    Document result = document;
    for (KeyPath key : keys(document, change)) {
      result = result.move(key, like(to, from, key));
    }
    return result;
  }

  private Document mapped(Document document, Change change) {
    Document result = document;
    for (KeyPath key : keys(document, change)) {
      Optional<Value> now = Trees.find(result.root(), key);
      boolean meant =
          now.filter(
                  value ->
                      value instanceof Value.Scalar scalar && scalar.text().equals(change.detail()))
              .isPresent();
      result = meant ? result.set(key, value(change), List.of()) : result;
    }
    return result;
  }

  private static Value value(Change change) {
    String json = change.value().orElseThrow();
    return new JsonSyntax().parse(new Source("value", json)).root().get("value").orElseThrow();
  }

  private Document retyped(Document document, Change change) {
    Document result = document;
    for (KeyPath key : keys(document, change)) {
      Value now =
          Trees.find(result.root(), key)
              .orElseThrow(() -> fault(document, key, key + " is not there to be retyped"));
      Value.Kind kind = Value.Kind.valueOf(change.detail().toUpperCase(java.util.Locale.ROOT));
      Value then =
          Optional.of(now)
              .filter(value -> value instanceof Value.Scalar)
              .flatMap(value -> Settings.of(kind, ((Value.Scalar) value).text()))
              .orElseThrow(
                  () ->
                      new GodwitException(
                          Fault.at(
                              place(document, key),
                              ConfigFileError.CONFIG_TYPE,
                              key
                                  + " cannot become of kind "
                                  + change.detail()
                                  + "; mend its value")));
      result = result.set(key, then, List.of());
    }
    return result;
  }

  private Document computed(Document document, Change change) {
    Template template = new Template(change.detail());
    KeyPath pattern = KeyPath.parse(change.key());
    Document result = document;
    for (KeyPath key : Trees.expanded(document.root(), pattern)) {
      Document now = result;
      try {
        Value value =
            template.value(path -> Trees.find(now.root(), like(path, pattern, key)), environment);
        result = result.set(key, value, List.of());
      } catch (IllegalArgumentException e) {
        throw fault(now, key, key + " cannot be computed: " + e.getMessage());
      }
    }
    return result;
  }

  private static Document set(Document document, Change change) {
    Document result = document;
    for (KeyPath key : Trees.expanded(document.root(), KeyPath.parse(change.key()))) {
      boolean stays = change.way() == Way.DEFAULT && Trees.find(result.root(), key).isPresent();
      result = stays ? result : result.set(key, value(change), List.of());
    }
    return result;
  }

  private static Document removed(Document document, Change change) {
    List<KeyPath> keys = keys(document, change);
    Collections.reverse(keys);
    Document result = document;
    for (KeyPath key : keys) {
      result = result.remove(key);
    }
    return result;
  }

  private Document expected(Document document, Change change) {
    for (KeyPath key : keys(document, change)) {
      String found = Trees.find(document.root(), key).map(Value::what).orElse("nothing");
      if (!found.equals(change.detail())) {
        throw new GodwitException(
            Fault.at(
                place(document, key),
                ConfigFileError.CONFIG_TYPE,
                key + " is of kind " + found + ", but has to be " + change.detail() + "; mend it"));
      }
    }
    return document;
  }

  private GodwitException fault(Document document, KeyPath key, String message) {
    return new GodwitException(
        Fault.at(place(document, key), ConfigFileError.CONFIG_CHANGE, message));
  }

  private Place place(Document document, KeyPath key) {
    return document.place(key).orElse(Place.of(file.to()));
  }
}
