package io.godwit.data.lint;

import io.godwit.api.error.Place;
import io.godwit.api.step.Finding.Severity;
import io.godwit.api.step.Remark;
import io.godwit.data.lint.Notes.Note;
import io.godwit.data.script.Allowance;
import io.godwit.data.script.Head;
import io.godwit.data.script.Phrase;
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
 * Tells from the words of scripts what is harmful about them. It looks at each statement and at
 * what all of them do as a whole; what stands in functions and {@code DO} blocks it does not see.
 */
public final class Linter {

  private final Dialect dialect;
  private final List<Draft> drafts;
  private final List<Owned> all = new ArrayList<>();
  private final Notes notes = new Notes();
  private final Keys keys = new Keys();
  private final Exchanges exchanges = new Exchanges();
  private final Made made;
  private final StatementRules statements;
  private final TableRules tables;
  private final Validations validations;

  /**
   * A statement among all.
   *
   * @param draft the number of its script
   * @param index its number there
   */
  private record Owned(int draft, int index, Statement statement) {}

  private Linter(Dialect dialect, List<Draft> drafts, Facts facts) {
    this.dialect = dialect;
    this.drafts = drafts;
    for (int draft = 0; draft < drafts.size(); draft++) {
      List<Statement> own = drafts.get(draft).script().statements();
      for (int i = 0; i < own.size(); i++) {
        all.add(new Owned(draft, i, own.get(i)));
      }
    }
    this.made = new Made(dialect, all.stream().map(Owned::statement).toList());
    this.statements = new StatementRules(dialect, notes, keys, exchanges, made);
    this.validations = new Validations(notes);
    this.tables = new TableRules(dialect, notes, keys, facts, exchanges, validations);
  }

  /**
   * All that is to be said of scripts that run one after the other: of each, in its order.
   *
   * @param levels where a rule is not as bad as usual, or worse
   */
  public static List<List<Remark>> lint(
      Dialect dialect, List<Draft> drafts, Map<Rule, Level> levels, Facts facts) {
    Linter linter = new Linter(dialect, drafts, facts);
    linter.look();
    linter.keys.judge(linter.notes, facts);
    linter.exchanges.judge(linter.notes);
    return linter.remarks(levels);
  }

  private void look() {
    for (int i = 0; i < all.size(); i++) {
      notes.about(i);
      if (all.get(i).index() == 0) {
        validations.nextScript();
      }
      validations.statement(all.get(i).statement(), drafts.get(all.get(i).draft()).mode());
      look(all.get(i).statement());
    }
  }

  private void look(Statement statement) {
    Head head = Head.of(dialect, statement.text());
    Optional<Subject> found = Subject.of(dialect, statement.text());
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
    return Phrase.of(dialect, statement.text());
  }

  private void alter(Subject subject, Head head, Phrase alter) {
    if (head.begins("ALTER", "TABLE")) {
      boolean own = made.table(subject.name(), notes.statement());
      tables.alter(alter, subject.name(), own, made);
    } else {
      statements.rename(subject, alter);
    }
  }

  private List<List<Remark>> remarks(Map<Rule, Level> levels) {
    List<List<Remark>> remarks = new ArrayList<>();
    List<Set<String>> needed = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      remarks.add(new ArrayList<>());
      needed.add(new HashSet<>());
    }
    notes.all().sort(Comparator.comparingInt(Note::statement));
    for (Note note : notes.all()) {
      Owned at = all.get(note.statement());
      Draft draft = drafts.get(at.draft());
      draft
          .allowance(at.index(), note.rule())
          .ifPresentOrElse(
              code -> needed.get(at.draft()).addAll(List.of(code, at.index() + " " + code)),
              () ->
                  add(
                      remarks.get(at.draft()),
                      levels,
                      note.rule(),
                      draft.place(at.statement()),
                      note.message()));
    }
    for (int i = 0; i < drafts.size(); i++) {
      idle(drafts.get(i), needed.get(i), levels, remarks.get(i));
    }
    return remarks;
  }

  /** Allowances that allow nothing. */
  private static void idle(
      Draft draft, Set<String> needed, Map<Rule, Level> levels, List<Remark> remarks) {
    for (Allowance allowance : draft.script().allowances()) {
      for (String code : allowance.codes()) {
        if (!needed.contains(allowance.statement() + " " + code)) {
          add(remarks, levels, Rule.AL101, allowance.place(), idle(code, "the next statement"));
        }
      }
    }
    draft
        .made()
        .ifPresent(
            step ->
                draft.allowed().keySet().stream()
                    .filter(code -> !needed.contains(code))
                    .forEach(
                        code -> add(remarks, levels, Rule.AL101, step, idle(code, "the step"))));
  }

  private static String idle(String code, String what) {
    return Rule.of(code).isPresent()
        ? "nothing is to be said about " + what + " under " + code + "; take it away"
        : "there is no rule " + code + "; take it away";
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
