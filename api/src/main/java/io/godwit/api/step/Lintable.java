package io.godwit.api.step;

import io.godwit.api.target.Target;
import java.util.List;

/** A target that can tell what is harmful about how steps are written, all of them together. */
public interface Lintable extends Target {

  /**
   * Looks at what will run on it. Changes nothing, and does without the database or service behind
   * it where that does not answer.
   *
   * @param passages of the steps that run together, in their order, as this provider made them
   * @return for each of them, in the same order, what is to be said; silenced remarks are left out
   */
  List<List<Remark>> lint(List<Passage> passages);
}
