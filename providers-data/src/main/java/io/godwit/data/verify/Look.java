package io.godwit.data.verify;

import io.godwit.api.target.Defect.Area;
import java.sql.SQLException;
import java.util.List;

/** How one kind of database is looked at. */
interface Look {

  /**
   * One thing to look at; what fails is a finding, and does not keep the others from being done.
   */
  record Part(Area area, String what, Work work) {}

  /** What is done. */
  interface Work {
    void run() throws SQLException;
  }

  /** Everything, what costs little first. */
  List<Part> parts();

  /** Whether a table, or all these columns of it, are there. */
  boolean isThere(Expectations.Part part) throws SQLException;

  /** The table's name as queries write it. */
  String quoted(String table);

  /** A column's name as queries write it. */
  String quotedColumn(String column);
}
