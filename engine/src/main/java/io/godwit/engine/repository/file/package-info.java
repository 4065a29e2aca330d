/** A storage in a folder: the embedded default. */
@NullMarked
package io.godwit.engine.repository.file;

import org.jspecify.annotations.NullMarked;
