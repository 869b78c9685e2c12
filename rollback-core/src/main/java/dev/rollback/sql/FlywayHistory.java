package dev.rollback.sql;

import dev.rollback.target.Look;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The table of Flyway. Its names are written as Flyway creates them, quoted and in lower case. */
final class FlywayHistory implements History {

    /** Rows that migrate nothing: where Flyway began, that it made a schema, that somebody mended the table. */
    private static final Set<String> NO_MIGRATION = new TreeSet<>(List.of("BASELINE", "SCHEMA", "DELETE"));

    private final DataSource source;
    private final String table;

    FlywayHistory(DataSource source, String table) {
        this.source = source;
        this.table = History.table(table);
    }

    @Override
    public String library() {
        return "Flyway";
    }

    @Override
    public List<Applied> since(LocalDateTime at, Look look) throws SQLException {
        List<Row> rows = new Rows(source).read(select(), MOST_ROWS, look, FlywayHistory::row);
        if (rows.size() > MOST_ROWS) {
            throw new SQLException("The table " + table + " has more than " + MOST_ROWS + " rows");
        }
        return rows.stream()
                .filter(row -> !NO_MIGRATION.contains(row.type())
                        && !row.applied().at().isBefore(at))
                .map(Row::applied)
                .toList();
    }

    private record Row(String type, Applied applied) {}

    private static Row row(ResultSet row) throws SQLException {
        String type = row.getString(1);
        String version = row.getString(2);
        String what = (type.startsWith("UNDO") ? "undo of " : "") + (version == null ? "repeatable" : version) + " "
                + row.getString(3);
        return new Row(type, new Applied(what, row.getObject(4, LocalDateTime.class), row.getBoolean(5)));
    }

    private String select() throws SQLException {
        String quote = quote();
        String columns = List.of("type", "version", "description", "installed_on", "success").stream()
                .map(column -> quote + column + quote)
                .collect(Collectors.joining(", "));
        String from = Arrays.stream(table.split("\\.", -1))
                .map(part -> quote + part + quote)
                .collect(Collectors.joining("."));
        return "select " + columns + " from " + from + " order by " + quote + "installed_rank" + quote;
    }

    /** MySQL quotes otherwise than others. */
    private String quote() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getIdentifierQuoteString().strip();
        }
    }
}
