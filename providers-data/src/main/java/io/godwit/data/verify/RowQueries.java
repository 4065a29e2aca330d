package io.godwit.data.verify;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Queries about rows, in words that both databases understand. Names come quoted. */
final class RowQueries {

  private RowQueries() {}

  static String nulls(String table, String column) {
    return "select 1 from " + table + " where " + column + " is null";
  }

  /** Values that stand more than once; where one of the columns is null, nothing is the same. */
  static String duplicates(String table, List<String> columns) {
    String list = String.join(", ", columns);
    String present =
        columns.stream().map(name -> name + " is not null").collect(Collectors.joining(" and "));
    return "select 1 from "
        + table
        + " where "
        + present
        + " group by "
        + list
        + " having count(*) > 1";
  }

  /** Rows of the child whose parent is not there. */
  static String orphans(String child, List<String> from, String parent, List<String> to) {
    String present =
        from.stream()
            .map(name -> "c." + name + " is not null")
            .collect(Collectors.joining(" and "));
    String same =
        IntStream.range(0, from.size())
            .mapToObj(i -> "p." + to.get(i) + " = c." + from.get(i))
            .collect(Collectors.joining(" and "));
    return "select 1 from "
        + child
        + " c where "
        + present
        + " and not exists (select 1 from "
        + parent
        + " p where "
        + same
        + ")";
  }
}
