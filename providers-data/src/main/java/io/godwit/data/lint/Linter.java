package io.godwit.data.lint;

import io.godwit.api.error.Place;
import io.godwit.api.step.Finding.Severity;
import io.godwit.api.step.Remark;
import io.godwit.data.lint.Notes.Note;
import io.godwit.data.script.Allowance;
import io.godwit.data.script.Head;
import io.godwit.data.script.Phrase;
import io.godwit.data.script.Script;
import io.godwit.data.script.Statement;
import io.godwit.data.script.Subject;
import io.godwit.sql.Dialect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells from the words of a script what is harmful about it. It looks at each statement and at what
 * the script does as a whole; what stands in functions and {@code DO} blocks it does not see.
 */
public final class Linter {

  private final Script script;
  private final Notes notes = new Notes();
  private final Keys keys = new Keys();
  private final Exchanges exchanges = new Exchanges();
  private final Made made;
  private final StatementRules statements;
  private final TableRules tables;

  private Linter(Script script, Facts facts) {
    this.script = script;
    Dialect dialect = script.dialect();
    this.made = new Made(dialect, script.statements());
    this.statements = new StatementRules(dialect, notes, keys, exchanges, made);
    this.tables = new TableRules(dialect, notes, keys, facts, exchanges);
  }

  /**
   * All that is to be said, in the order of the script.
   *
   * @param levels where a rule is not as bad as usual, or worse
   */
  public static List<Remark> lint(Script script, Map<Rule, Level> levels, Facts facts) {
    Linter linter = new Linter(script, facts);
    linter.look();
    linter.keys.judge(linter.notes, facts);
    linter.exchanges.judge(linter.notes);
    return linter.remarks(levels);
  }

  private void look() {
    for (int i = 0; i < script.statements().size(); i++) {
      notes.about(i);
      look(script.statements().get(i));
    }
  }

  private void look(Statement statement) {
    Head head = Head.of(script.dialect(), statement.text());
    Optional<Subject> found = Subject.of(script.dialect(), statement.text());
    Subject subject = found.orElse(new Subject(head.word(0), "", ""));
    switch (head.word(0)) {
      case "CREATE" -> statements.create(subject, phrase(statement));
      case "DROP" -> statements.drop(subject, phrase(statement));
      case "ALTER" -> alter(subject, head, phrase(statement));
      case "TRUNCATE" -> statements.truncate(phrase(statement));
      case "DELETE" -> statements.delete(subject, phrase(statement));
      case "UPDATE" -> statements.update(subject, phrase(statement));
      case "INSERT", "COPY" -> exchanges.filled(subject.name());
      case "VACUUM", "CLUSTER", "REINDEX", "REFRESH", "LOCK" ->
          statements.upkeep(head, phrase(statement));
      default -> {}
    }
  }

  private Phrase phrase(Statement statement) {
    return Phrase.of(script.dialect(), statement.text());
  }

  private void alter(Subject subject, Head head, Phrase alter) {
    if (head.begins("ALTER", "TABLE")) {
      boolean own = made.table(subject.name(), notes.statement());
      tables.alter(alter, subject.name(), own, made);
    } else {
      statements.rename(subject, alter);
    }
  }

  private List<Remark> remarks(Map<Rule, Level> levels) {
    Set<String> needed = new HashSet<>();
    List<Remark> remarks = new ArrayList<>();
    notes.all().sort(Comparator.comparingInt(Note::statement));
    for (Note note : notes.all()) {
      if (allowed(note)) {
        needed.add(note.statement() + " " + note.rule());
      } else {
        Statement statement = script.statements().get(note.statement());
        add(remarks, levels, note.rule(), statement.place(script.source().file()), note.message());
      }
    }
    for (Allowance allowance : script.allowances()) {
      for (String code : allowance.codes()) {
        if (!needed.contains(allowance.statement() + " " + code)) {
          String why =
              Rule.of(code).isPresent()
                  ? "nothing is to be said about the next statement under " + code
                  : "there is no rule " + code;
          add(remarks, levels, Rule.AL101, allowance.place(), why + "; take the comment away");
        }
      }
    }
    return remarks;
  }

  private boolean allowed(Note note) {
    return script.allowances().stream()
        .anyMatch(
            allowance ->
                allowance.statement() == note.statement()
                    && allowance.codes().contains(note.rule().name()));
  }

  private static void add(
      List<Remark> remarks, Map<Rule, Level> levels, Rule rule, Place place, String message) {
    Level level = levels.getOrDefault(rule, rule.level());
    if (level != Level.OFF) {
      Severity severity = level == Level.ERROR ? Severity.ERROR : Severity.WARNING;
      remarks.add(new Remark(rule.name(), severity, place, message));
    }
  }
}
