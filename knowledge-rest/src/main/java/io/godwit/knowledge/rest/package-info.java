/** Collections of knowledge in vector stores that are reached through REST. */
@NullMarked
package io.godwit.knowledge.rest;

import org.jspecify.annotations.NullMarked;
