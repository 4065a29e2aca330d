package io.godwit.engine.tool;

import io.godwit.api.tool.Answer;
import io.godwit.api.tool.ToolCall;
import java.util.function.BiFunction;

/**
 * A command of the engine's own, which works on no target; otherwise as {@link
 * io.godwit.api.tool.Tool}.
 *
 * @param name the word after the group
 * @param description what it does, in one sentence
 * @param argumentsType the record that the arguments are bound to
 * @param work does it
 */
public record OwnTool<A extends Record>(
    String name,
    String description,
    Class<A> argumentsType,
    BiFunction<A, ToolCall, Answer> work) {}
