/** Making one version of a model out of another, as a stream. */
@NullMarked
package io.godwit.model.convert;

import org.jspecify.annotations.NullMarked;
