/** What is published: the register, the catalogs, and the commits that change them. */
@NullMarked
package io.godwit.engine.repository.catalog;

import org.jspecify.annotations.NullMarked;
