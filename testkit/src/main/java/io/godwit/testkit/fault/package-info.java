/**
 * A fault injector: counts every effect that leaves an engine, a statement, a commit, an object, a
 * swap of the register, and lets one of them go wrong.
 */
@NullMarked
package io.godwit.testkit.fault;

import org.jspecify.annotations.NullMarked;
