/** Finds extensions on the class path and in the plugins of a project. */
@NullMarked
package io.godwit.engine.discovery;

import org.jspecify.annotations.NullMarked;
