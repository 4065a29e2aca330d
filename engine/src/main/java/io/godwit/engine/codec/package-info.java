/** JSON as the state store and the plan keep it. */
@NullMarked
package io.godwit.engine.codec;

import org.jspecify.annotations.NullMarked;
