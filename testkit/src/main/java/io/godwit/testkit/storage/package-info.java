/**
 * What a storage must do for the repository to be safe on it, as tests; and a storage that fails.
 */
@NullMarked
package io.godwit.testkit.storage;

import org.jspecify.annotations.NullMarked;
