package io.godwit.api.target;

/** A target that answers questions, and on which an author can therefore place checks. */
public interface Queryable {

  /**
   * Asks a question in the target's own language and gives the answer as text: the first column of
   * the first row; empty for null or no row. It cannot change the target.
   *
   * @throws io.godwit.api.error.GodwitException if the question is wrong or the target does not
   *     answer
   */
  String ask(String query);
}
