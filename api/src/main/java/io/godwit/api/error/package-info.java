/**
 * How Godwit says that something is wrong: one exception type, with codes that the documents list.
 */
@NullMarked
package io.godwit.api.error;

import org.jspecify.annotations.NullMarked;
