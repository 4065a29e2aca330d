/** JSON: read strictly with all its places, changed in its text. */
@NullMarked
package io.godwit.config.json;

import org.jspecify.annotations.NullMarked;
