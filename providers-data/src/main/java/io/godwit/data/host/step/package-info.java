/** Steps on the machine itself: commands, services, files that go; and their provider. */
@NullMarked
package io.godwit.data.host.step;

import org.jspecify.annotations.NullMarked;
