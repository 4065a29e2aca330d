/** What other tools have recorded in a database of the migrations that they have run. */
@NullMarked
package io.godwit.data.adopt;

import org.jspecify.annotations.NullMarked;
