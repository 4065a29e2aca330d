/** Programs that are run: bounded in time and output, ended with all that they have started. */
@NullMarked
package io.godwit.data.host.process;

import org.jspecify.annotations.NullMarked;
