/** What a test must know of the process that it runs in. */
@org.jspecify.annotations.NullMarked
package io.godwit.testkit.process;
