package io.godwit.cli.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.tool.Answer;
import io.godwit.cli.json.JsonDocument;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.text.Page;
import io.godwit.cli.text.Table;
import io.godwit.cli.text.Words;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a tool found, for a person. It is made of what JSON would show, so that both always tell the
 * same: facts as names and values, things of one kind as a table.
 */
public final class AnswerText {

  private static final MathContext SHOWN = new MathContext(4);
  private static final Pattern UNIT = Pattern.compile("_bytes$");
  private static final Pattern FRACTION = Pattern.compile("\\.\\d+Z$");
  private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");

  private final Page page;

  private AnswerText(Page page) {
    this.page = page;
  }

  /** Writes it. */
  public static void write(Page page, Answer answer) {
    AnswerText text = new AnswerText(page);
    Page written =
        answer
            .content()
            .fold(
                facts -> text.facts(JsonDocument.tree(facts.facts())),
                rows -> text.rows(JsonDocument.tree(rows.rows())),
                text::written);
    assert written == page;
  }

  private Page written(Answer.Written written) {
    return page.line(
        page.look().done(),
        Span.plain(
            "  "
                + written.path()
                + "  "
                + Words.count(written.files(), "file")
                + ", "
                + Words.bytes((double) written.sizeBytes())));
  }

  /** Names and values first, then each list of things under its name. */
  private Page facts(JsonNode facts) {
    Table values = Table.bare();
    Set<String> names = names(facts);
    for (Map.Entry<String, JsonNode> member : facts.properties()) {
      if (!isTable(member.getValue())) {
        values.row(
            Span.quiet(label(member.getKey(), names)),
            Span.plain(fact(member.getKey(), member.getValue())));
      }
    }
    page.table(values);
    for (Map.Entry<String, JsonNode> member : facts.properties()) {
      if (isTable(member.getValue())) {
        page.gap().line(Span.quiet(words(member.getKey())));
        rows(member.getValue());
      }
    }
    return page;
  }

  private static Set<String> names(JsonNode members) {
    Set<String> names = new LinkedHashSet<>();
    members.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private String fact(String name, JsonNode value) {
    return value.isContainerNode() && value.isEmpty() ? "none" : value(name, value);
  }

  private static boolean isTable(JsonNode value) {
    return value.isArray() && !value.isEmpty() && value.get(0).isObject();
  }

  private Page rows(JsonNode rows) {
    if (rows.isEmpty()) {
      return page.line(Span.plain("None."));
    }
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(names(row)));
    Table table =
        Table.of(columns.stream().map(name -> label(name, columns)).toArray(String[]::new));
    for (JsonNode row : rows) {
      List<Span> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(Span.plain(value(column, row.path(column)))));
      table.row(cells.toArray(Span[]::new));
    }
    return page.table(table);
  }

  private String value(String name, JsonNode value) {
    if (value.isIntegralNumber()) {
      return name.endsWith("bytes") ? Words.bytes(value.asDouble()) : Words.number(value.asLong());
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(item -> value(name, item))
          .collect(Collectors.joining(", "));
    }
    if (value.isObject()) {
      return value.properties().stream()
          .map(member -> words(member.getKey()) + " " + value(member.getKey(), member.getValue()))
          .collect(Collectors.joining(", "));
    }
    if (value.isFloatingPointNumber()) {
      return value.decimalValue().round(SHOWN).toPlainString();
    }
    if (name.endsWith("_at")) {
      return FRACTION.matcher(value.asText()).replaceFirst("Z");
    }
    return Words.shortened(BREAKS.matcher(value.asText().strip()).replaceAll(" "), page.look());
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }

  /** Without the unit, which stands beside each value, unless that is what tells two apart. */
  private static String label(String name, Collection<String> all) {
    String bare = UNIT.matcher(name).replaceFirst("");
    return words(all.contains(bare) ? name : bare);
  }
}
