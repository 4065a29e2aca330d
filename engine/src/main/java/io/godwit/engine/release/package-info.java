/** What applications read to know which versions belong together. */
@org.jspecify.annotations.NullMarked
package io.godwit.engine.release;
