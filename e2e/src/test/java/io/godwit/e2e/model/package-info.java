/** Models on a real repository, and in a whole project. */
@NullMarked
package io.godwit.e2e.model;

import org.jspecify.annotations.NullMarked;
