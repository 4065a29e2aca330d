package io.godwit.data.rows;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.data.pace.Pace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an author writes for a step {@code data.backfill}.
 *
 * @param table the table
 * @param set the columns that are set, each to an expression over the row
 * @param key the columns by which its rows are visited in order; its primary key if empty
 * @param where which rows
 * @param batch how many rows at once
 * @param workers how many connections share the rows
 * @param pace how fast rows go
 * @param keepOld whether the old values are kept, so that undo can bring them back
 * @param continueOnError whether a row that cannot be set is noted, and the others go on
 */
public record BackfillConfig(
    @Doc("The table.") String table,
    @Doc("The columns that are set, each with an expression of SQL over the row.")
        Map<String, String> set,
    @Doc("The columns by which the rows are visited in order; the primary key, if not said.")
        List<String> key,
    @Doc("Which rows, as a condition of SQL.") Optional<String> where,
    @Doc("How many rows at once, from 1 to 100000.") @Default("1000") int batch,
    @Doc("How many connections share the rows, from 1 to 64; on SQLite one writes.") @Default("1")
        int workers,
    @Doc("How fast rows go.") @Default("{}") Pace pace,
    @Doc(
            "Whether the old values are kept for the way back; not needed for a column that the same"
                + " migration adds.")
        @Default("true")
        boolean keepOld,
    @Doc("Whether a row that cannot be set is noted, and the others go on.") @Default("false")
        boolean continueOnError) {}
