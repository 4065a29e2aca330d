/** Whole projects, through the engine that embedders use. */
@NullMarked
package io.godwit.e2e.project;

import org.jspecify.annotations.NullMarked;
