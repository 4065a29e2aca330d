/** Numbers as models store them, and their exact conversion. */
@NullMarked
package io.godwit.model.number;

import org.jspecify.annotations.NullMarked;
