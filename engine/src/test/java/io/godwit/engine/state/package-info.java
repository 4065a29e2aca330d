/** One contract for all state stores. */
@org.jspecify.annotations.NullMarked
package io.godwit.engine.state;
