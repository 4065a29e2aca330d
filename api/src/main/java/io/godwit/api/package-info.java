/** The words of Godwit as types, and what a provider implements. */
@NullMarked
package io.godwit.api;

import org.jspecify.annotations.NullMarked;
