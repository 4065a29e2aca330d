/** Files that a step reads: confined to the project, or frozen in the repository. */
@NullMarked
package io.godwit.api.file;

import org.jspecify.annotations.NullMarked;
