/** The terminal: what it can show, its live line, signals from it. */
@NullMarked
package io.godwit.cli.terminal;

import org.jspecify.annotations.NullMarked;
