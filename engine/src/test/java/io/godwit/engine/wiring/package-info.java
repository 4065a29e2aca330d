@NullMarked
package io.godwit.engine.wiring;

import org.jspecify.annotations.NullMarked;
