/** Another structure for what is known about documents. */
@NullMarked
package io.godwit.knowledge.metadata;

import org.jspecify.annotations.NullMarked;
