/** What an author writes about a configuration file, and what it comes to. */
@NullMarked
package io.godwit.config.change;

import org.jspecify.annotations.NullMarked;
