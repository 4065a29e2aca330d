/** The real command line on real projects. */
@NullMarked
package io.godwit.e2e.cli;

import org.jspecify.annotations.NullMarked;
