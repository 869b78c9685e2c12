package dev.rollback.sql;

import dev.rollback.target.Check;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Whether a database has been migrated since the versions that are put back went live: what was applied since then they do not know. Reads the history that Flyway or Liquibase keeps in the database itself. {@code
 * MIGRATED} and {@code MIGRATION_UNKNOWN} are soft blockers: a migration that the version before can live with is overridden, with that as the reason.
 *
 * <p>Both libraries write local times without a zone, those of the connection that migrated. They are taken as UTC; {@link #in} says otherwise. What is read, and how: as {@link SqlCheck}. Thread-safe if the
 * source is.
 *
 * <p>Sources: Flyway reference, "Schema history table" ({@code installed_on}, {@code type}, {@code success}); Liquibase reference, "DATABASECHANGELOG table" ({@code DATEEXECUTED}, {@code EXECTYPE}).
 */
public final class MigrationCheck implements Check {

    private static final int SHOWN = 10;

    private final History history;
    private final ZoneId zone;

    private MigrationCheck(History history, ZoneId zone) {
        this.history = history;
        this.zone = zone;
    }

    /** By the history of Flyway, in the table {@code flyway_schema_history} of the usual schema. */
    public static MigrationCheck flyway(DataSource source) {
        return flyway(source, "flyway_schema_history");
    }

    /**
     * By the history of Flyway.
     *
     * @param table as Flyway has it, with its schema before it where that is not the usual one
     * @throws IllegalArgumentException when that is no name of a table
     */
    public static MigrationCheck flyway(DataSource source, String table) {
        return new MigrationCheck(new FlywayHistory(source, table), ZoneOffset.UTC);
    }

    /** By the history of Liquibase, in the table {@code DATABASECHANGELOG} of the usual schema. */
    public static MigrationCheck liquibase(DataSource source) {
        return liquibase(source, "DATABASECHANGELOG");
    }

    /**
     * By the history of Liquibase.
     *
     * @param table as Liquibase has it, with its schema before it where that is not the usual one
     * @throws IllegalArgumentException when that is no name of a table
     */
    public static MigrationCheck liquibase(DataSource source, String table) {
        return new MigrationCheck(new LiquibaseHistory(source, table), ZoneOffset.UTC);
    }

    /** The same, where those who migrate write times of that zone. */
    public MigrationCheck in(ZoneId other) {
        return new MigrationCheck(history, other);
    }

    @Override
    public List<Finding> check(Planned planned, Look look) throws SQLException {
        if (planned.moves().isEmpty()) {
            return List.of();
        }
        Optional<Instant> since = planned.wentLiveAt();
        if (since.isEmpty()) {
            return List.of(unknown("when all that is put back went live is not known"));
        }
        LocalDateTime local = LocalDateTime.ofInstant(since.get(), zone);
        List<History.Applied> applied = history.since(local, look);
        return applied.isEmpty() ? List.of() : List.of(migrated(since.get(), applied));
    }

    private Finding migrated(Instant since, List<History.Applied> applied) {
        String some = applied.stream().limit(SHOWN).map(this::line).collect(Collectors.joining("; "));
        int more = applied.size() - SHOWN;
        return Finding.soft(
                "MIGRATED",
                "What is put back went live at " + since + ", and since then " + history.library()
                        + " has migrated the database: " + some + (more > 0 ? "; and " + more + " more" : "") + ".",
                "Undo these first, with a step before; or override MIGRATED if what is put back can live with them.");
    }

    private String line(History.Applied applied) {
        return applied.what() + " at " + applied.at().atZone(zone).toInstant()
                + (applied.isWhole() ? "" : ", WHICH FAILED");
    }

    private static Finding unknown(String why) {
        return Finding.soft(
                "MIGRATION_UNKNOWN",
                "Whether the database has been migrated since is not known: " + why + ".",
                "Look at its history yourself; or override MIGRATION_UNKNOWN.");
    }

    @Override
    public String describe() {
        return "no migration by " + history.library() + " since what is put back went live";
    }

    @Override
    public boolean isOnMigrations() {
        return true;
    }
}
