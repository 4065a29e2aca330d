package io.godwit.data.online;

import java.util.List;

/** How a database keeps the two shapes in step, and shows the new one. */
interface Syncing {

  /** The statements that make what keeps the old shape's writers in step with the new columns. */
  List<String> start();

  /** The statements that show the new shape, and let it be written. */
  List<String> show();

  /** The statements that hide it again. */
  List<String> hide();

  /** The statements that end the keeping in step. */
  List<String> stop();
}
