/** What all model formats have in common: bounded reading, and one description of a model file. */
@NullMarked
package io.godwit.model.file;

import org.jspecify.annotations.NullMarked;
