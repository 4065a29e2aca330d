package io.godwit.data.host.process;

/**
 * How a program ended.
 *
 * @param exit its exit code
 * @param ended whether it was ended, because its time was up or it wrote too much
 * @param output the last lines that it wrote, with secrets hidden
 */
public record Outcome(int exit, boolean ended, String output) {

  /** Whether it did what it was to do. */
  public boolean isGood() {
    return !ended && exit == 0;
  }

  /** For a message: how it ended and what it said. */
  public String words() {
    String how = ended ? "was ended" : "ended with exit code " + exit;
    return output.isBlank()
        ? how + " and wrote nothing"
        : how + ":\n" + output.indent(2).stripTrailing();
  }
}
