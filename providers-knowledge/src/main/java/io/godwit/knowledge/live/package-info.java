/** For applications: changes to a collection that readers see, also while a step rebuilds it. */
@NullMarked
package io.godwit.knowledge.live;

import org.jspecify.annotations.NullMarked;
