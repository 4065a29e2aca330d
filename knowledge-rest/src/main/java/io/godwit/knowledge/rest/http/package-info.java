/** Requests to a store, repeated where that is safe, and judged. */
@NullMarked
package io.godwit.knowledge.rest.http;

import org.jspecify.annotations.NullMarked;
