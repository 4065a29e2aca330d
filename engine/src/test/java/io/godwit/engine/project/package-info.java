@NullMarked
package io.godwit.engine.project;

import org.jspecify.annotations.NullMarked;
