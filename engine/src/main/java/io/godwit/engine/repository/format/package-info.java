/** The JSON objects of the repository, as docs/formats/repository.md describes them. */
@NullMarked
package io.godwit.engine.repository.format;

import org.jspecify.annotations.NullMarked;
