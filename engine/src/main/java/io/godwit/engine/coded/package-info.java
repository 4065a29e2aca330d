/** Migrations that are classes: calls each once, and keeps what it writes as data. */
@NullMarked
package io.godwit.engine.coded;

import org.jspecify.annotations.NullMarked;
