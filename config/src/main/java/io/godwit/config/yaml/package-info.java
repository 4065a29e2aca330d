/** YAML: read from the events of a parser, with all places, and changed in its text. */
@NullMarked
package io.godwit.config.yaml;

import org.jspecify.annotations.NullMarked;
