/** Contract tests that any provider or storage must pass, fixtures, fault injection. */
@NullMarked
package io.godwit.testkit;

import org.jspecify.annotations.NullMarked;
