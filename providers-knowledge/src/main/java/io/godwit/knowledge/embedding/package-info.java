/** Asks embedders: within their limits, and never believing an answer unseen. */
@NullMarked
package io.godwit.knowledge.embedding;

import org.jspecify.annotations.NullMarked;
