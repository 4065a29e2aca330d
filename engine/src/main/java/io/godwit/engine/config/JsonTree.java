package io.godwit.engine.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.godwit.api.config.Setting;
import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds settings from JSON. A parser of its own, because YAML is not quite the superset of JSON
 * that it is said to be: it refuses tabs before a value.
 */
final class JsonTree {

  private static final JsonFactory JSON = new JsonFactory();

  private final String text;
  private final String file;
  private final List<Fault> faults = new ArrayList<>();

  JsonTree(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /** The whole document. */
  Bound<Setting> read() {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Bound.of(Setting.Mapping.empty(new Place(file, 1, 1)));
      }
      Setting root = value(parser, 1);
      if (parser.nextToken() != null) {
        throw fault(ConfigError.REFUSED_YAML, place(parser), "Only one value may stand in a file.");
      }
      return Bound.of(Optional.of(root), faults);
    } catch (JsonProcessingException e) {
      throw fault(
          ConfigError.SYNTAX, place(e.getLocation()), "This is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Setting value(JsonParser parser, int depth) throws IOException {
    Place place = place(parser);
    if (depth > SettingReader.DEEPEST) {
      throw fault(
          ConfigError.REFUSED_YAML,
          place,
          "This is nested more than " + SettingReader.DEEPEST + " levels deep; flatten it.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, place, depth);
      case START_ARRAY -> sequence(parser, place, depth);
      case VALUE_NULL -> new Setting.Scalar(Optional.empty(), false, place);
      case VALUE_STRING -> new Setting.Scalar(Optional.of(parser.getText()), true, place);
      default -> new Setting.Scalar(Optional.of(parser.getText()), false, place);
    };
  }

  private Setting sequence(JsonParser parser, Place place, int depth) throws IOException {
    List<Setting> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, depth + 1));
    }
    return new Setting.Sequence(items, place);
  }

  private Setting mapping(JsonParser parser, Place place, int depth) throws IOException {
    Map<String, Setting> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place keyPlace = place(parser);
      parser.nextToken();
      if (entries.putIfAbsent(key, value(parser, depth + 1)) != null) {
        faults.add(
            Fault.at(
                keyPlace,
                ConfigError.DUPLICATE_KEY,
                "'" + key + "' is written twice here; keep one of the two."));
      }
    }
    return new Setting.Mapping(entries, place);
  }

  private GodwitException fault(ErrorCode code, Place place, String message) {
    return new GodwitException(Fault.at(place, code, message));
  }

  private Place place(JsonParser parser) {
    return place(parser.currentTokenLocation());
  }

  private Place place(@Nullable JsonLocation location) {
    return location == null
        ? Place.of(file)
        : new Place(file, Math.max(location.getLineNr(), 0), Math.max(location.getColumnNr(), 0));
  }
}
