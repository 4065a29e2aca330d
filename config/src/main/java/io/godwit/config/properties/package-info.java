/** Java properties files, changed in their text. */
@NullMarked
package io.godwit.config.properties;

import org.jspecify.annotations.NullMarked;
