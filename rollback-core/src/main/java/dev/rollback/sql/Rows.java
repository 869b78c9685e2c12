package dev.rollback.sql;

import dev.rollback.target.Look;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Reads rows: on a read-only connection, by one statement, in limited time, and not too many; what the statement did all the same is rolled back. */
final class Rows {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");

    private final DataSource source;

    Rows(DataSource source) {
        this.source = source;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is wrong with a statement that shall only read; empty if nothing is. The database has the last word, by the read-only connection. */
    static String fault(String statement) {
        String bare = TEXT.matcher(COMMENT.matcher(statement).replaceAll(" "))
                .replaceAll("''")
                .strip();
        String body = bare.endsWith(";") ? bare.substring(0, bare.length() - 1) : bare;
        if (body.contains(";")) {
            return "is more than one statement: give one";
        }
        String verb = body.split("[\\s(]", 2)[0].toLowerCase(Locale.ROOT);
        return verb.equals("select") || verb.equals("with")
                ? ""
                : "begins with \"" + verb + "\": expected select or with, a check only reads";
    }

    /**
     * The first rows, and one more where there are too many.
     *
     * @throws SQLException when it cannot be read, or not in time
     */
    <T> List<T> read(String statement, int atMost, Look look, Reader<T> reader) throws SQLException {
        try (Connection connection = source.getConnection()) {
            boolean commits = connection.getAutoCommit();
            boolean readOnly = connection.isReadOnly();
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                return rows(connection, statement, atMost, look, reader);
            } finally {
                connection.rollback();
                connection.setAutoCommit(commits);
                connection.setReadOnly(readOnly);
            }
        }
    }

    private static <T> List<T> rows(Connection connection, String statement, int atMost, Look look, Reader<T> reader)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setQueryTimeout(seconds(look));
            prepared.setMaxRows(atMost + 1);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = prepared.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        }
    }

    /** The database stops before the engine gives the call up; at least one second, which is the least that JDBC can say. */
    private static int seconds(Look look) {
        Duration left = Duration.between(look.now(), look.deadline());
        Duration limit = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        return (int) Math.max(1, limit.toSeconds());
    }
}
