/** What the name and the first comments of an SQL file say about it. */
@NullMarked
package io.godwit.sql.file;

import org.jspecify.annotations.NullMarked;
