/**
 * The record that an effect leaves in the database on which it happens, and the fence before it.
 */
@NullMarked
package io.godwit.sql.receipt;

import org.jspecify.annotations.NullMarked;
