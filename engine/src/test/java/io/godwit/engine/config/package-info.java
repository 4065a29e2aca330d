@NullMarked
package io.godwit.engine.config;

import org.jspecify.annotations.NullMarked;
