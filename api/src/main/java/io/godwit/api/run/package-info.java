/** What became of a migration: runs, their states, and releases. */
@NullMarked
package io.godwit.api.run;

import org.jspecify.annotations.NullMarked;
