@NullMarked
package io.godwit.engine.artifacts;

import org.jspecify.annotations.NullMarked;
