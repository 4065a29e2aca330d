/** What can be wrong in the engine. */
@NullMarked
package io.godwit.engine.error;

import org.jspecify.annotations.NullMarked;
