package dev.rollback.sql;

import dev.rollback.target.Check;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A check that reads from a database: {@code plan.require("no open payouts", SqlCheck.noRows(source, "select id from payout where state = 'OPEN'", finding))}.
 *
 * <p>One {@code select} on a connection that is set read-only, without auto-commit, rolled back in the end; 10 seconds and {@value #MOST_ROWS} rows at most. Give it a user who may only read: not every
 * database holds to a read-only connection. Thread-safe if the source is.
 */
public final class SqlCheck implements Check {

    /** How many rows are read at most; more are a soft blocker, {@code TOO_MANY_ROWS}. */
    public static final int MOST_ROWS = 1_000;

    private final Rows rows;
    private final String select;
    private final Function<List<SortedMap<String, String>>, List<Finding>> judge;

    private SqlCheck(DataSource source, String select, Function<List<SortedMap<String, String>>, List<Finding>> judge) {
        String fault = Rows.fault(select);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException("The check by \"" + select + "\" cannot be made: it " + fault + ".");
        }
        this.rows = new Rows(source);
        this.select = select;
        this.judge = judge;
    }

    /**
     * What a statement finds speaks against the changes.
     *
     * @param ifAny what to say where there is a row
     * @throws IllegalArgumentException when it is not one statement that reads
     */
    public static SqlCheck noRows(DataSource source, String select, Finding ifAny) {
        return new SqlCheck(source, select, found -> found.isEmpty() ? List.of() : List.of(ifAny));
    }

    /**
     * What a statement finds is judged by the caller.
     *
     * @param judge makes findings of the rows; a row has its values as text by the names of its columns in lower case, those that are null left out
     * @throws IllegalArgumentException when it is not one statement that reads
     */
    public static SqlCheck rows(
            DataSource source, String select, Function<List<SortedMap<String, String>>, List<Finding>> judge) {
        return new SqlCheck(source, select, judge);
    }

    @Override
    public List<Finding> check(Planned planned, Look look) throws SQLException {
        List<SortedMap<String, String>> found = new ArrayList<>(rows.read(select, MOST_ROWS, look, SqlCheck::row));
        if (found.size() > MOST_ROWS) {
            return List.of(Finding.soft(
                    "TOO_MANY_ROWS",
                    "More than " + MOST_ROWS + " rows answer \"" + select + "\".",
                    "Ask for fewer, a count for example; or override TOO_MANY_ROWS."));
        }
        return judge.apply(found);
    }

    private static SortedMap<String, String> row(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        SortedMap<String, String> row = new TreeMap<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String value = result.getString(column);
            if (value != null) {
                row.put(columns.getColumnLabel(column).toLowerCase(Locale.ROOT), value);
            }
        }
        return row;
    }

    @Override
    public String describe() {
        return select;
    }
}
