package io.godwit.data.online;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.data.online.Stage.Phase;
import io.godwit.data.target.SqlRehearsal;
import io.godwit.sql.receipt.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Does of a change what a transaction allows, phase by phase, as a run would. */
final class ChangeRehearsal {

  private final SqlRehearsal rehearsal;
  private final Change change;
  private final Expansion expansion;
  private final List<String> notTried = new ArrayList<>();

  ChangeRehearsal(SqlRehearsal rehearsal, Change change) {
    this.rehearsal = rehearsal;
    this.change = change;
    this.expansion = new Expansion(rehearsal.target(), change, rehearsal.context());
  }

  /** Returns what could not be tried. */
  List<String> run() {
    Progress expanded = rehearsal.run(expansion::expand);
    boolean filled = Stage.of(expanded.checkpoint()).phase() != Phase.FILL || fill(expanded);
    prove(filled);
    index();
    rehearsal.run(work(Ground::show));
    rehearsal.run(work(Ground::filled));
    return notTried;
  }

  /** Whether all rows are filled. */
  private boolean fill(Progress expanded) {
    Stage stage = Stage.of(expanded.checkpoint());
    Progress filled = rehearsal.run(expansion.filling(stage, change.fill().batch()));
    if (Stage.of(filled.checkpoint()).phase() == Phase.FILL) {
      notTried.addAll(SqlRehearsal.rest(filled));
      return false;
    }
    return true;
  }

  private void prove(boolean filled) {
    if (filled) {
      rehearsal.aside(work(Ground::prove));
    } else if (change.isConstrained()) {
      notTried.add("the constraints, which can be proved when all rows are filled");
    }
  }

  private void index() {
    for (String name : change.indexes().keySet()) {
      if (rehearsal.inTransaction()) {
        notTried.add("index " + name + ", which is built concurrently and refuses a transaction");
      } else {
        rehearsal.run(work(ground -> ground.makeIndex(name)));
      }
    }
  }

  private interface Deed {
    void on(Ground ground) throws SQLException;
  }

  private Work work(Deed deed) {
    return (connection, past) -> {
      deed.on(expansion.ground(connection));
      return Progress.more(Checkpoint.NONE);
    };
  }
}
