/** What an author writes: migrations, steps and checks. */
@NullMarked
package io.godwit.api.migration;

import org.jspecify.annotations.NullMarked;
