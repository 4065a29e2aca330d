/** Reading the values of tensors: checks and comparisons. */
@NullMarked
package io.godwit.model.values;

import org.jspecify.annotations.NullMarked;
