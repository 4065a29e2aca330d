package io.godwit.data.lint;

import java.util.ArrayList;
import java.util.List;

/** What the rules have found in a script. */
final class Notes {

  /**
   * One thing.
   *
   * @param statement the index of the statement
   */
  record Note(Rule rule, int statement, String message) {}

  private final List<Note> notes = new ArrayList<>();
  private int statement;

  /** What follows is about this statement. */
  void about(int index) {
    statement = index;
  }

  int statement() {
    return statement;
  }

  void add(Rule rule, String message) {
    notes.add(new Note(rule, statement, message));
  }

  void addAt(int index, Rule rule, String message) {
    notes.add(new Note(rule, index, message));
  }

  List<Note> all() {
    return notes;
  }
}
