package dev.rollback.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.h2.jdbcx.JdbcDataSource;

/** A database in process, in the manner of PostgreSQL. */
final class Database implements AutoCloseable {

    /** What the libraries write is the local time of the connection, which H2 takes from the JVM. */
    static final ZoneId ZONE = ZoneId.systemDefault();

    final JdbcDataSource source = new JdbcDataSource();
    private final Connection keptOpen;

    Database(String name) throws SQLException {
        source.setURL("jdbc:h2:mem:" + name + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
        source.setUser("sa");
        source.setPassword("");
        keptOpen = source.getConnection();
    }

    void execute(String statement) throws SQLException {
        try (Statement made = keptOpen.createStatement()) {
            made.execute(statement);
        }
    }

    /** The one time that a statement answers. */
    Instant time(String select) throws SQLException {
        try (Statement made = keptOpen.createStatement();
                ResultSet result = made.executeQuery(select)) {
            result.next();
            return result.getObject(1, LocalDateTime.class).atZone(ZONE).toInstant();
        }
    }

    @Override
    public void close() throws SQLException {
        execute("shutdown");
    }
}
