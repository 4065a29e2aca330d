/**
 * Changes of what documents and memories say: an extension brings one by implementing {@link
 * io.godwit.api.content.ContentTransform}; a step {@code knowledge.transform-content} names it.
 */
@NullMarked
package io.godwit.api.content;

import org.jspecify.annotations.NullMarked;
