/**
 * Large files, read and written past the system's cache. To copy bytes to memory that they have to
 * themselves, and that nobody reads soon, takes longer than to hash them, and drives out what
 * others read.
 */
@NullMarked
package io.godwit.engine.repository.disk;

import org.jspecify.annotations.NullMarked;
