package io.godwit.api.content;

/**
 * Gives the documents of a collection, such as the memories of an assistant, another text or other
 * metadata, one at a time (B1, B2): what a step {@code knowledge.transform-content} runs.
 *
 * <pre>{@code
 * public final class Shout implements ContentTransform {
 *   @Override
 *   public Memory transform(Memory memory) {
 *     return memory.withText(memory.text().toUpperCase(Locale.ROOT)).with("loud", true);
 *   }
 * }
 * }</pre>
 *
 * <p>The class is found by {@link java.util.ServiceLoader}, on the class path or in a jar in the
 * project's {@code plugins/}, and has a public constructor without arguments. It has no state: it
 * is called for some documents when a plan is made, for all of them when it is applied, for some of
 * them again when the result is verified and after a crash, perhaps in another process.
 */
public interface ContentTransform {

  /** What a step calls it; the name of its class unless it says otherwise. */
  default String name() {
    return getClass().getName();
  }

  /**
   * Which results it gives: to be changed whenever a document would become something else than
   * before. A plan keeps it, and a run refuses a transform that has another one.
   */
  default String revision() {
    return "1";
  }

  /** Whether a document is to be transformed; the others stay as they are. */
  default boolean selects(Memory memory) {
    return true;
  }

  /**
   * The document as it is to be: of the same id. It is called outside any transaction; what has not
   * changed is not embedded again.
   *
   * @throws Exception if it cannot be done: then the run is taken back, or the document stays as it
   *     was where the step says {@code continue-on-error}
   */
  Memory transform(Memory memory) throws Exception;
}
