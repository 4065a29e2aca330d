/** Files of a project: found inside it, written whole, kept in the repository, changed once. */
@NullMarked
package io.godwit.data.file;

import org.jspecify.annotations.NullMarked;
