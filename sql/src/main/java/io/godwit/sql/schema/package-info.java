/** What a database holds: its schema as canonical text, and a digest of all its content. */
@NullMarked
package io.godwit.sql.schema;

import org.jspecify.annotations.NullMarked;
