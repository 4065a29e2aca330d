/** Results as JSON. */
@NullMarked
package io.godwit.cli.json;

import org.jspecify.annotations.NullMarked;
