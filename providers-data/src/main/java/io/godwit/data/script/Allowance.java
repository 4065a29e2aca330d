package io.godwit.data.script;

import io.godwit.api.error.Place;
import java.util.List;
import java.util.Objects;

/**
 * The author's word that what lint would say about a statement is known and meant.
 *
 * @param statement the statement's index in the script; behind the last if none follows
 * @param codes what lint is not to say
 * @param reason why not
 * @param place where the comment stands
 */
public record Allowance(int statement, List<String> codes, String reason, Place place) {

  /** Copies the list. */
  public Allowance {
    codes = List.copyOf(codes);
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(place, "place");
  }
}
