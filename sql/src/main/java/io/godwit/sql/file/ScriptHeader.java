package io.godwit.sql.file;

import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import io.godwit.sql.token.TokenType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments before the first statement say about a script (P2): {@code -- Version: 001}.
 * Lines of another form are left alone.
 *
 * @param version the version that the script brings
 * @param description what it does
 * @param author who wrote it
 * @param date when, as written
 * @param dependencies what must have run before, none for {@code None} or {@code -}
 * @param rollbackFor in a down script, what it takes back
 */
public record ScriptHeader(
    Optional<String> version,
    Optional<String> description,
    Optional<String> author,
    Optional<String> date,
    List<String> dependencies,
    Optional<String> rollbackFor) {

  private static final Pattern LINE =
      Pattern.compile(
          "(?i)^[\\s*-]*(version|description|author|date|dependencies|depends on|rollback for)"
              + "\\s*:\\s*(.*?)\\s*$");

  /** Copies the list. */
  public ScriptHeader {
    dependencies = List.copyOf(dependencies);
  }

  /** Reads the header; what it does not say is empty. The first mention of a key counts. */
  public static ScriptHeader parse(Dialect dialect, String text) {
    Map<String, String> found = new HashMap<>();
    Lexer lexer = Lexer.of(dialect, text);
    for (Token token = lexer.next(); token.type() == TokenType.COMMENT; token = lexer.next()) {
      read(token.in(text), found);
    }
    return new ScriptHeader(
        value(found, "version"),
        value(found, "description"),
        value(found, "author"),
        value(found, "date"),
        list(found.getOrDefault("dependencies", found.getOrDefault("depends on", ""))),
        value(found, "rollback for"));
  }

  private static void read(String comment, Map<String, String> found) {
    String inner = comment.startsWith("/*") ? comment.substring(2, comment.length() - 2) : comment;
    for (String line : inner.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        found.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
      }
    }
  }

  private static Optional<String> value(Map<String, String> found, String key) {
    return Optional.ofNullable(found.get(key)).filter(value -> !value.isEmpty());
  }

  private static List<String> list(String text) {
    List<String> result = new ArrayList<>();
    for (String part : text.split("[,;\\s]+", -1)) {
      if (!part.isEmpty() && !part.equals("-") && !part.equalsIgnoreCase("none")) {
        result.add(part);
      }
    }
    return result;
  }
}
