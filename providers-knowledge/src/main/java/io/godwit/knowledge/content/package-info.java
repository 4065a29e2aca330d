/** Another text or other metadata for the documents of a collection, by a class or a command. */
@NullMarked
package io.godwit.knowledge.content;

import org.jspecify.annotations.NullMarked;
