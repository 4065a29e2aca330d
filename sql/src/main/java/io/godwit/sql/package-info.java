/**
 * What every provider with an SQL target needs: opening a database, dialects, receipts, the fence.
 */
@NullMarked
package io.godwit.sql;

import org.jspecify.annotations.NullMarked;
