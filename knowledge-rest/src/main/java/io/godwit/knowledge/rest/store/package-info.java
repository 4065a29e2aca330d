/** How a version of a collection lies in a vector store, whatever its kind. */
@NullMarked
package io.godwit.knowledge.rest.store;

import org.jspecify.annotations.NullMarked;
