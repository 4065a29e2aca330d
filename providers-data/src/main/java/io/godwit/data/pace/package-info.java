/**
 * How fast rows go: rests between transactions, waits while the database or its replicas are busy,
 * and what an operator says while a step runs.
 */
@NullMarked
package io.godwit.data.pace;

import org.jspecify.annotations.NullMarked;
