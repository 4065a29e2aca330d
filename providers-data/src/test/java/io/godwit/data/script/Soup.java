package io.godwit.data.script;

import io.godwit.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes scripts from what confuses scanners: some are SQL, some are the corpus with a few
 * characters changed, most are neither. What is drawn depends on the seed alone.
 */
final class Soup {

  private static final String[] BOTH = {
    ";",
    ";",
    ";",
    ";\n",
    "'",
    "'",
    "''",
    "'a;b'",
    "'\\'",
    "\"",
    "\"a;\"",
    "\"\"",
    "/*",
    "*/",
    "/**/",
    "/*/",
    "--",
    "-- ;\n",
    "-- '\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\f",
    "\u000B",
    " ",
    " ",
    "(",
    ")",
    ",",
    "select",
    "select 1",
    "select 'x'",
    "create",
    "begin",
    "end",
    "case",
    "when",
    "then",
    "as",
    "\\",
    "1",
    "1.5",
    "1e5",
    "1a",
    ".",
    "0x1F",
    "$1",
    "$",
    "$$",
    "a$b$c",
    "e",
    "x",
    "n",
    "u&",
    "größe",
    "標",
    "😀",
    "\uFEFF",
    "\u00A0",
    "\u2028",
    "+",
    "-",
    "*",
    "/",
    "@",
    "#",
    ":",
    "::",
    "?",
    "[",
    "]",
    "`",
    "{",
    "}",
    "%",
    "=",
    "<>",
    "|",
    "~",
    "!",
    "^",
    "&"
  };

  private static final String[] POSTGRES = {
    "E'",
    "e'a\\';'",
    "E'\\\\'",
    "E'a'\n'\\';'",
    "E'a' -- ;\n '",
    "U&'",
    "U&\"",
    "B'01'",
    "X'1f'",
    "N'",
    "$$a;$$",
    "$a$",
    "$a$;$a$",
    "$größe$",
    "$a$ $b$ $$ ;",
    "/* /* ; */ ; */",
    "\\'",
    "uescape '!'",
    "create function f() returns int language sql",
    "create or replace procedure p()",
    "begin atomic",
    "atomic",
    "return 1",
    "create rule r as on insert to t do also (",
    "do $$ begin; end $$",
    "end;",
    "end end",
    "as $f$ select 1; $f$",
    "prepare p as",
    "reset all",
    "commit",
    "vacuum"
  };

  private static final String[] SQLITE = {
    "create trigger",
    "create temp trigger t after insert on log begin",
    "temporary",
    "trigger",
    "if not exists r after delete on log begin select 1;",
    "; end",
    ";end;",
    "end;",
    "explain",
    "query plan",
    "insert into log select 1, 'a;'",
    "insert into log values (2, '",
    "x'3b'",
    "x'",
    "[a;]",
    "`a;`",
    "$a(;)",
    ":a::b",
    "@a(",
    "#1",
    "/\n",
    "go\n",
    "\n/\n",
    "\ngo\n",
    "raise(abort, ';')",
    "case when 1 then 2 end",
    "create table",
    "create table t(a);",
    "drop table t;"
  };

  private final Random random;
  private final String[] words;
  private final List<Corpus.Sample> corpus;

  Soup(Dialect dialect, long seed) {
    random = new Random(seed);
    words = dialect == Dialect.POSTGRESQL ? POSTGRES : SQLITE;
    corpus = Corpus.valid(dialect);
  }

  /** A script of up to a few hundred characters, or more where it comes from the corpus. */
  String next() {
    return switch (random.nextInt(4)) {
      case 0 -> changed(corpus.get(random.nextInt(corpus.size())).text());
      case 1 -> words(1 + random.nextInt(6), ";\n") + words(1 + random.nextInt(6), " ");
      default -> words(1 + random.nextInt(24), random.nextBoolean() ? " " : "");
    };
  }

  private String words(int count, String between) {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(word());
    }
    return String.join(between, drawn);
  }

  private String word() {
    return random.nextBoolean()
        ? BOTH[random.nextInt(BOTH.length)]
        : words[random.nextInt(words.length)];
  }

  /** One to four places where something is put in or taken out. */
  private String changed(String script) {
    StringBuilder text = new StringBuilder(script);
    for (int changes = 1 + random.nextInt(4); changes > 0 && !text.isEmpty(); changes--) {
      int at = place(text);
      if (random.nextBoolean()) {
        text.insert(at, word());
      } else {
        text.delete(at, Math.max(at, place(text, at + random.nextInt(6))));
      }
    }
    return text.toString();
  }

  private int place(StringBuilder text) {
    return place(text, random.nextInt(text.length() + 1));
  }

  /** Never between the two halves of a character. */
  private static int place(StringBuilder text, int index) {
    int at = Math.min(index, text.length());
    return at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
