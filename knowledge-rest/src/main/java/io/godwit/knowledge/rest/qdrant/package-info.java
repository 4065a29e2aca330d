/** Qdrant. */
@NullMarked
package io.godwit.knowledge.rest.qdrant;

import org.jspecify.annotations.NullMarked;
