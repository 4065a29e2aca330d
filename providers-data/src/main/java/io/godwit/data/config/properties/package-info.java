/** Java properties files, changed in their text. */
@NullMarked
package io.godwit.data.config.properties;

import org.jspecify.annotations.NullMarked;
