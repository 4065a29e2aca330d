@NullMarked
package io.godwit.engine.discovery;

import org.jspecify.annotations.NullMarked;
