/**
 * SQL scripts as statements: where each begins, what it needs, and which of them share a
 * transaction. Pure functions from text; no database is asked.
 */
@NullMarked
package io.godwit.data.script;

import org.jspecify.annotations.NullMarked;
