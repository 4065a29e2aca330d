/** The pages of docs/ against the code that they describe. */
@NullMarked
package io.godwit.e2e.docs;

import org.jspecify.annotations.NullMarked;
