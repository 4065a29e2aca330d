/**
 * How a new version of a collection is built, proved, published, taken back and freed: the same for
 * every step that builds one.
 */
@NullMarked
package io.godwit.knowledge.build;

import org.jspecify.annotations.NullMarked;
