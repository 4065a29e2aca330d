/** The targets of a project, opened when they are first needed. */
@NullMarked
package io.godwit.engine.target;

import org.jspecify.annotations.NullMarked;
