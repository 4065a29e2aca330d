/** SQL text as tokens, by the rules of each database's own scanner. */
@NullMarked
package io.godwit.sql.token;

import org.jspecify.annotations.NullMarked;
