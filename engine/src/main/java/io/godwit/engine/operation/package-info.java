/** What can be asked of an engine, carried out. */
@NullMarked
package io.godwit.engine.operation;

import org.jspecify.annotations.NullMarked;
