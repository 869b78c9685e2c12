package dev.rollback.sql;

import dev.rollback.target.Look;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;

/** What a library has done to a database, by the table that it keeps there. */
interface History {

    /** More rows than that are not read. */
    int MOST_ROWS = 10_000;

    /** A name, or one in a schema; nothing that would be more than a name in a statement. */
    Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)?");

    /** What it is called. */
    String library();

    /** What was applied at that time or later, by the times of the table, the oldest first. */
    List<Applied> since(LocalDateTime at, Look look) throws SQLException;

    /**
     * Something that was done to the database.
     *
     * @param what for people
     * @param at by the clock of whoever did
     * @param isWhole whether it was done to its end
     */
    record Applied(String what, LocalDateTime at, boolean isWhole) {}

    /** The name of a table, if it is one. */
    static String table(String name) {
        if (!TABLE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name
                            + "\" is no name of a table: expected letters, digits and underscores, with a schema before a dot where there is one, such as shop.flyway_schema_history.");
        }
        return name;
    }
}
