package io.godwit.data.sql;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.data.script.TransactionMode;
import java.util.Optional;

/**
 * What an author writes for a step {@code data.sql}.
 *
 * @param file the file with both ways, parted by comments
 * @param up the file with the statements that move the database up
 * @param down the file with the statements that bring it back
 * @param upSql the statements themselves, instead of a file
 * @param downSql the statements themselves, instead of a file
 * @param transaction how the statements run
 */
public record SqlConfig(
    @Doc("One SQL file with both ways, each under its comment -- migrate:up or -- migrate:down.")
        Optional<String> file,
    @Doc("The SQL file that moves the database up.") Optional<String> up,
    @Doc("The SQL file that brings it back; without one the step cannot be undone.")
        Optional<String> down,
    @Doc("The statements that move the database up, instead of a file.") Optional<String> upSql,
    @Doc("The statements that bring it back, instead of a file.") Optional<String> downSql,
    @Doc("auto: in transactions as far as the statements allow; none: each by itself.")
        @Default("auto")
        TransactionMode transaction) {}
