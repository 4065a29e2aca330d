/** The four ways in which an attempt to change something ends. */
@NullMarked
package io.godwit.api.outcome;

import org.jspecify.annotations.NullMarked;
