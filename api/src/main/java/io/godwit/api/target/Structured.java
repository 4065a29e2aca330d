package io.godwit.api.target;

import java.nio.file.Path;
import java.util.SortedMap;

/**
 * A target whose structure can be told apart from its content, and made again from nothing on a
 * scratch target of the same kind: a database with its schema.
 */
public interface Structured extends Target {

  /**
   * All that is defined, by kind and name, such as {@code table public.ticket}, each with its
   * definition in one canonical form of one or more lines: equal when and only when the definition
   * is. Godwit's own tables are left out. Changes nothing.
   *
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  SortedMap<String, String> structure();

  /**
   * What a reader can ask for: every column of every table and view, such as {@code
   * public.ticket.subject}, with its type. Godwit's own tables are left out. Changes nothing.
   *
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  SortedMap<String, String> offer();

  /**
   * The script that makes the structure, as the store's own shell takes it, in an order that does
   * not depend on when a thing was made, so that two of them can be compared. Godwit's own tables
   * are left out. Changes nothing.
   *
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  String script();

  /**
   * A new target of the same kind and settings that is empty, and is gone when it is closed.
   *
   * @param folder where it may keep files; the caller removes it afterwards
   * @param name tells it from others: lower-case letters and digits
   * @throws io.godwit.api.error.GodwitException if none can be made, for example because the user
   *     may not
   */
  Structured scratch(Path folder, String name);
}
