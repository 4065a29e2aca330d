/** A network that loses what a test wants it to lose. */
@NullMarked
package io.godwit.testkit.net;

import org.jspecify.annotations.NullMarked;
