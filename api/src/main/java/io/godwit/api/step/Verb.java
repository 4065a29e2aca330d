package io.godwit.api.step;

/**
 * What a step does to its target. Each is an effect: its intent is in the journal before it begins.
 */
public enum Verb {
  /** Makes the change; readers keep what they use wherever the store allows it. */
  APPLY,
  /** Lets readers see it. */
  PUBLISH,
  /** Brings the target back to what it was before APPLY. */
  UNDO,
  /** Frees what only the previous release needed. */
  RETIRE
}
