/** What went wrong: codes, exit codes, and how they are told. */
@NullMarked
package io.godwit.cli.error;

import org.jspecify.annotations.NullMarked;
