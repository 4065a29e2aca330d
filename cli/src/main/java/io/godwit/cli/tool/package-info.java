/** What the tools of providers found, as text and as JSON. */
@NullMarked
package io.godwit.cli.tool;

import org.jspecify.annotations.NullMarked;
