/** How the engine finds models. */
@NullMarked
package io.godwit.model.provider;

import org.jspecify.annotations.NullMarked;
