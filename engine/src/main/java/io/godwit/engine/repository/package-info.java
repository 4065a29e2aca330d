/**
 * The repository: artifacts on a storage, with one register that says what is published. This
 * package is what the rest of the engine sees; the packages below it are its parts.
 */
@NullMarked
package io.godwit.engine.repository;

import org.jspecify.annotations.NullMarked;
