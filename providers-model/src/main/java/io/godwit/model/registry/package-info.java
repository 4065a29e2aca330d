/** Models with versions and aliases, in the repository's catalog. */
@NullMarked
package io.godwit.model.registry;

import org.jspecify.annotations.NullMarked;
