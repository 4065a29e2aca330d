/**
 * The guarantees, held by real processes on real stores: killed, stopped, raced, starved of room,
 * cut off and lied to.
 */
@NullMarked
package io.godwit.e2e.durability;

import org.jspecify.annotations.NullMarked;
