/** Identifiers with types: they cannot be mistaken for one another, and bad ones cannot be made. */
@NullMarked
package io.godwit.api.name;

import org.jspecify.annotations.NullMarked;
