@NullMarked
package io.godwit.engine.coded;

import org.jspecify.annotations.NullMarked;
