/** How the engine finds knowledge. */
@NullMarked
package io.godwit.knowledge.provider;

import org.jspecify.annotations.NullMarked;
