package io.godwit.api.run;

/**
 * The person's explicit word.
 *
 * @param irreversible whether steps that cannot be undone may run
 * @param blind whether steps whose outcome cannot be asked may run
 */
public record Consent(boolean irreversible, boolean blind) {

  /** To nothing in particular. */
  public static final Consent NONE = new Consent(false, false);

  /** To everything: {@code --yes}. */
  public static final Consent ALL = new Consent(true, true);
}
