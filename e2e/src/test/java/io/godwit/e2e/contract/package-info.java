/** Step types that need a repository, held to the contract of the testkit. */
@NullMarked
package io.godwit.e2e.contract;

import org.jspecify.annotations.NullMarked;
