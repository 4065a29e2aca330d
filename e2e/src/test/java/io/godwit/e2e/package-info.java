/** Tests that cross modules, and the architecture rules. Never published. */
@NullMarked
package io.godwit.e2e;

import org.jspecify.annotations.NullMarked;
