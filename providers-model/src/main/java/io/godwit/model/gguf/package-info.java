/** GGUF, versions 2 and 3. */
@NullMarked
package io.godwit.model.gguf;

import org.jspecify.annotations.NullMarked;
