/** What is in a folder that is said to hold a model, and whether it may be published. */
@NullMarked
package io.godwit.model.inspect;

import org.jspecify.annotations.NullMarked;
