/** A project as its authors keep it: its configuration, its migrations and its files. */
@NullMarked
package io.godwit.engine.project;

import org.jspecify.annotations.NullMarked;
