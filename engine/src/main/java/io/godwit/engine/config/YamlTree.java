package io.godwit.engine.config;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds settings from the events of a YAML parser. From its events and not from its nodes, because
 * only then every refusal has a place, and an alias is a copy that can be counted before it is
 * made.
 */
final class YamlTree {

  private static final int MOST_BY_ALIAS = 10_000;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final String text;
  private final String file;
  private final Parser parser;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, Built> anchors = new HashMap<>();
  private int byAlias;

  /** A part of the tree, with the number of its nodes and of its levels. */
  private record Built(Setting setting, int nodes, int levels) {}

  YamlTree(String text, String file) {
    this.text = text;
    this.file = file;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.parser = new ParserImpl(new StreamReader(text), options);
  }

  /** The whole document. */
  Bound<Setting> read() {
    try {
      next();
      Setting root = Setting.Mapping.empty(new Place(file, 1, 1));
      if (next().is(Event.ID.DocumentStart)) {
        root = node(next(), 1).setting();
        next();
        Event after = next();
        if (after.is(Event.ID.DocumentStart)) {
          throw refuse(after, "A second document begins here: write one document per file.");
        }
      }
      return Bound.of(nothingIsEmpty(root), faults);
    } catch (MarkedYAMLException e) {
      throw syntax(place(e.getProblemMark()), sentence(e));
    } catch (ReaderException e) {
      throw syntax(
          placeAt(e.getPosition()),
          String.format("Character U+%04X cannot stand in YAML; remove it.", e.getCodePoint()));
    } catch (YAMLException e) {
      throw syntax(Place.of(file), "This file is no YAML: " + e.getMessage());
    }
  }

  private static Optional<Setting> nothingIsEmpty(Setting root) {
    return Optional.of(
        root.fold(
            scalar -> scalar.text().isEmpty() ? Setting.Mapping.empty(scalar.place()) : scalar,
            sequence -> sequence,
            mapping -> mapping));
  }

  private Built node(Event event, int depth) {
    if (depth > SettingReader.DEEPEST) {
      throw refuse(
          event, "This is nested more than " + SettingReader.DEEPEST + " levels deep; flatten it.");
    }
    if (event instanceof AliasEvent alias) {
      return copied(alias, depth);
    }
    refuseTag(event);
    Built built;
    if (event instanceof ScalarEvent scalar) {
      built = new Built(scalar(scalar), 1, 1);
    } else if (event instanceof SequenceStartEvent) {
      built = sequence(event, depth);
    } else {
      built = mapping(event, depth);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, built);
    }
    return built;
  }

  private Built copied(AliasEvent alias, int depth) {
    Built built = anchors.get(alias.getAnchor());
    if (built == null) {
      throw refuse(
          alias,
          "*" + alias.getAnchor() + " refers to nothing that ends before it; write it out here.");
    }
    byAlias += built.nodes();
    if (byAlias > MOST_BY_ALIAS || depth + built.levels() - 1 > SettingReader.DEEPEST) {
      throw refuse(alias, "The aliases of this file make it too large; write fewer of them.");
    }
    return built;
  }

  private Setting scalar(ScalarEvent event) {
    boolean quoted = event.getScalarStyle() != ScalarStyle.PLAIN;
    boolean nothing = !quoted && NULLS.contains(event.getValue());
    return new Setting.Scalar(
        nothing ? Optional.empty() : Optional.of(event.getValue()), quoted, place(event));
  }

  private Built sequence(Event start, int depth) {
    List<Setting> items = new ArrayList<>();
    int nodes = 1;
    int levels = 1;
    for (Event event = next(); !event.is(Event.ID.SequenceEnd); event = next()) {
      Built item = node(event, depth + 1);
      items.add(item.setting());
      nodes += item.nodes();
      levels = Math.max(levels, item.levels() + 1);
    }
    return new Built(new Setting.Sequence(items, place(start)), nodes, levels);
  }

  private Built mapping(Event start, int depth) {
    Map<String, Setting> entries = new LinkedHashMap<>();
    int nodes = 1;
    int levels = 1;
    for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
      String key = key(event);
      Built value = node(next(), depth + 1);
      if (entries.putIfAbsent(key, placed(value.setting(), place(event))) != null) {
        faults.add(
            Fault.at(
                place(event),
                ConfigError.DUPLICATE_KEY,
                "'" + key + "' is written twice here; keep one of the two."));
      }
      nodes += value.nodes();
      levels = Math.max(levels, value.levels() + 1);
    }
    return new Built(new Setting.Mapping(entries, place(start)), nodes, levels);
  }

  /** A block that begins below its key stands where its key does: there an author looks for it. */
  private static Setting placed(Setting value, Place key) {
    return value.place().line() <= key.line()
        ? value
        : value.fold(
            scalar -> scalar,
            sequence -> new Setting.Sequence(sequence.items(), key),
            mapping -> new Setting.Mapping(mapping.entries(), key));
  }

  private String key(Event event) {
    refuseTag(event);
    if (!(event instanceof ScalarEvent scalar)) {
      throw refuse(event, "A key has to be a plain word.");
    }
    if (scalar.isPlain() && scalar.getValue().equals("<<")) {
      throw refuse(event, "Merge keys (<<) are not accepted; write the settings out.");
    }
    return scalar.getValue();
  }

  private void refuseTag(Event event) {
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof SequenceStartEvent sequence
                ? sequence.getTag()
                : event instanceof MappingStartEvent mapping ? mapping.getTag() : null;
    if (tag != null) {
      throw refuse(event, "The tag " + tag + " is not accepted; write the value without a tag.");
    }
  }

  private Event next() {
    return parser.getEvent();
  }

  private GodwitException refuse(Event event, String message) {
    return new GodwitException(Fault.at(place(event), ConfigError.REFUSED_YAML, message));
  }

  private static GodwitException syntax(Place place, String message) {
    return new GodwitException(Fault.at(place, ConfigError.SYNTAX, message));
  }

  private static String sentence(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : " " + e.getContext();
    return "This is no YAML: " + e.getProblem() + context + ".";
  }

  private Place place(Event event) {
    return place(event.getStartMark());
  }

  private Place place(@Nullable Mark mark) {
    return mark == null
        ? Place.of(file)
        : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place placeAt(int codePoints) {
    String before = text.substring(0, text.offsetByCodePoints(0, codePoints));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int start = before.lastIndexOf('\n') + 1;
    return new Place(file, line, before.codePointCount(start, before.length()) + 1);
  }
}
