/** Runs a model on inputs that its author gives, and compares what comes out. */
@NullMarked
package io.godwit.model.smoke;

import org.jspecify.annotations.NullMarked;
