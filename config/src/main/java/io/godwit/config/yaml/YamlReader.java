package io.godwit.config.yaml;

import io.godwit.api.error.GodwitException;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Source;
import io.godwit.config.document.Value;
import io.godwit.config.yaml.YamlNode.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads a file from the events of a parser: only they know where an alias stands. What aliases
 * repeat is counted before it is used.
 */
final class YamlReader {

  private final Source source;
  private final Parser parser;
  private final boolean basic;
  private final Map<String, YamlNode> anchors = new HashMap<>();
  private int values;

  YamlReader(Source source) {
    this.source = source;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(Source.DEEPEST + 1);
    this.parser = new ParserImpl(new StreamReader(source.text()), options);
    this.basic = source.text().length() == source.text().codePointCount(0, source.text().length());
  }

  /** The mapping that the file is; empty if there is nothing in it. */
  Optional<YamlNode> read() {
    try {
      parser.getEvent();
      if (!parser.getEvent().is(Event.ID.DocumentStart)) {
        return Optional.empty();
      }
      Event first = parser.getEvent();
      YamlNode root = node(first, 1);
      parser.getEvent();
      Event after = parser.getEvent();
      if (after.is(Event.ID.DocumentStart)) {
        throw source.syntax(start(after), "a second document begins here; use one file for each");
      }
      if (root.value().equals(Value.nothing()) && root.start() == root.end()) {
        return Optional.empty();
      }
      if (!(root.value() instanceof Value.Table)) {
        throw source.syntax(root.start(), "a configuration file is one mapping");
      }
      return Optional.of(root);
    } catch (MarkedYAMLException e) {
      throw source.syntax(offset(e.getProblemMark()), "this is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw source.syntax(0, "this is no YAML: " + e.getMessage());
    }
  }

  private int start(Event event) {
    return offset(event.getStartMark());
  }

  private int end(Event event) {
    return offset(event.getEndMark());
  }

  /** Marks count code points. */
  private int offset(@Nullable Mark mark) {
    if (mark == null) {
      return 0;
    }
    int index = Math.min(mark.getIndex(), source.text().length());
    return basic ? index : source.text().offsetByCodePoints(0, index);
  }

  private YamlNode node(Event event, int depth) {
    source.checkDepth(start(event), depth);
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    count(1, event);
    YamlNode node;
    if (event instanceof ScalarEvent scalar) {
      node = scalar(scalar);
    } else if (event instanceof SequenceStartEvent sequence) {
      node = sequence(sequence, depth);
    } else if (event instanceof MappingStartEvent mapping) {
      node = mapping(mapping, depth);
    } else {
      throw source.syntax(start(event), "a value is expected");
    }
    if (event instanceof NodeEvent anchored && anchored.getAnchor() != null) {
      anchors.put(anchored.getAnchor(), node);
    }
    return node;
  }

  private void count(int more, Event event) {
    values += more;
    if (values > Source.MOST) {
      throw source.error(
          start(event),
          ConfigFileError.CONFIG_TOO_LARGE,
          "this file has too many values, or its aliases repeat too much; split it");
    }
  }

  private YamlNode alias(AliasEvent event) {
    YamlNode named = anchors.get(event.getAnchor());
    if (named == null) {
      throw source.syntax(
          start(event), "*" + event.getAnchor() + " refers to nothing that ends before it");
    }
    count(named.size(), event);
    return new YamlNode(named.value(), start(event), end(event), false, List.of(), named.size());
  }

  private YamlNode scalar(ScalarEvent event) {
    refuseTag(event, event.getTag());
    Value value =
        event.isPlain() ? YamlScalars.plain(event.getValue()) : Value.text(event.getValue());
    int start = start(event);
    int end = end(event);
    while (end > start && Character.isWhitespace(source.text().charAt(end - 1))) {
      end--;
    }
    return new YamlNode(value, start, end, false, List.of(), 1);
  }

  private YamlNode sequence(SequenceStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    List<Member> members = new ArrayList<>();
    int size = 1;
    Event event = parser.getEvent();
    for (; !event.is(Event.ID.SequenceEnd); event = parser.getEvent()) {
      int at = start(event);
      YamlNode node = node(event, depth + 1);
      size += node.size();
      members.add(new Member("", at, at, node));
    }
    Value value = new Value.Items(members.stream().map(member -> member.node().value()).toList());
    return built(value, start, event, start.isFlow(), members, size);
  }

  private YamlNode built(
      Value value, Event start, Event end, boolean flow, List<Member> members, int size) {
    int last = flow || members.isEmpty() ? end(end) : members.get(members.size() - 1).node().end();
    return new YamlNode(value, start(start), last, flow || members.isEmpty(), members, size);
  }

  private YamlNode mapping(MappingStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    List<Member> members = new ArrayList<>();
    Map<String, Value> entries = new LinkedHashMap<>();
    int size = 1;
    Event event = parser.getEvent();
    for (; !event.is(Event.ID.MappingEnd); event = parser.getEvent()) {
      if (!(event instanceof ScalarEvent key)) {
        throw source.syntax(start(event), "a key has to be a plain word");
      }
      refuseTag(key, key.getTag());
      YamlNode node = node(parser.getEvent(), depth + 1);
      size += node.size();
      if (entries.put(key.getValue(), node.value()) != null) {
        throw source.duplicate(start(key), key.getValue());
      }
      members.add(new Member(key.getValue(), start(key), end(key), node));
    }
    return built(new Value.Table(entries), start, event, start.isFlow(), members, size);
  }

  private void refuseTag(Event event, @Nullable String tag) {
    if (tag != null) {
      GodwitException refused =
          source.syntax(
              start(event), "the tag " + tag + " is not accepted; write the value without a tag");
      throw refused;
    }
  }
}
