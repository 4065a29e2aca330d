/** Results as plain text. */
@NullMarked
package io.godwit.cli.text;

import org.jspecify.annotations.NullMarked;
