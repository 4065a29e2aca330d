package io.godwit.api.tool;

import io.godwit.api.target.Target;

/**
 * A command on a target, such as {@code godwit models list}: {@code models} is the provider's
 * {@linkplain io.godwit.api.provider.Provider#toolGroup group}, {@code list} the tool's name. The
 * command line, the server and embedders use it through {@link
 * io.godwit.api.run.Operations#useTool}.
 *
 * <p>A tool reads and tells. What changes a target is a step, because only a step is planned,
 * journalled and taken back; all that a tool may write are files that the person names, and a word
 * to the steps that run, which holds nothing of any version. So repeating it is safe. An
 * implementation has no state.
 *
 * @param <T> the kind of target; any that the provider opens
 * @param <A> what a person says. Its components are bound as a step's settings are, in their order.
 *     Each is one value. One that is required stands in its place without a name; one with a {@link
 *     io.godwit.api.config.Default} or of type {@code Optional} is written {@code --kebab-name
 *     VALUE}; a {@code boolean} whose default is {@code false} is written {@code --kebab-name}
 *     alone; a {@code List} or {@code Set} is written {@code --kebab-name VALUE} as often as is
 *     wanted. {@link io.godwit.api.config.Doc} says what it means in the help.
 */
public interface Tool<T extends Target, A extends Record> {

  /** The word after the group: lower-case letters, digits and hyphens, first a letter. */
  String name();

  /** What it does, in one sentence. */
  String description();

  /** The record that the arguments are bound to. */
  Class<A> argumentsType();

  /**
   * Does it.
   *
   * @return what was found or written; {@linkplain Answer#objecting objecting} when something is
   *     not as it should be
   * @throws io.godwit.api.error.GodwitException if the arguments ask for what is not there, or the
   *     target does not answer
   */
  Answer use(T target, A arguments, ToolCall call);
}
