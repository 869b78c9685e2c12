package dev.rollback.sql;

import dev.rollback.target.Look;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The table of Liquibase. Its names are not quoted, so that each database has them in its own case. A change set that is rolled back leaves no row. */
final class LiquibaseHistory implements History {

    /** Rows of change sets that were not carried out. */
    private static final Set<String> NOT_RUN = new TreeSet<>(List.of("MARK_RAN", "SKIPPED"));

    private final DataSource source;
    private final String table;

    LiquibaseHistory(DataSource source, String table) {
        this.source = source;
        this.table = History.table(table);
    }

    @Override
    public String library() {
        return "Liquibase";
    }

    @Override
    public List<Applied> since(LocalDateTime at, Look look) throws SQLException {
        String select = "select EXECTYPE, ID, AUTHOR, FILENAME, DATEEXECUTED from " + table + " order by ORDEREXECUTED";
        List<Row> rows = new Rows(source).read(select, MOST_ROWS, look, LiquibaseHistory::row);
        if (rows.size() > MOST_ROWS) {
            throw new SQLException("The table " + table + " has more than " + MOST_ROWS + " rows");
        }
        return rows.stream()
                .filter(row ->
                        !NOT_RUN.contains(row.how()) && !row.applied().at().isBefore(at))
                .map(Row::applied)
                .toList();
    }

    private record Row(String how, Applied applied) {}

    private static Row row(ResultSet row) throws SQLException {
        String how = row.getString(1);
        String what = row.getString(2) + " of " + row.getString(3) + " in " + row.getString(4);
        return new Row(how, new Applied(what, row.getObject(5, LocalDateTime.class), !how.equals("FAILED")));
    }
}
