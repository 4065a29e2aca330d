/** A configuration file as text that can be changed in places: what all formats have in common. */
@NullMarked
package io.godwit.config.document;

import org.jspecify.annotations.NullMarked;
