package io.godwit.knowledge.step;

import io.godwit.api.embedding.Embedders;
import io.godwit.testkit.tool.BareToolCall;
import java.nio.file.Path;

/** A tool's call with the embedders of a project. */
record ProjectCall(Path folder, Embedders embedders) implements BareToolCall {}
