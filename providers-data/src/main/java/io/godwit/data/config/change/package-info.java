/** What an author writes about a configuration file, and what it comes to. */
@NullMarked
package io.godwit.data.config.change;

import org.jspecify.annotations.NullMarked;
