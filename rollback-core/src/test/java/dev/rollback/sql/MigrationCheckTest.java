package dev.rollback.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.target.Check;
import dev.rollback.target.Finding;
import dev.rollback.target.Tenure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The histories that the real libraries write into a real database. */
class MigrationCheckTest {

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = new Database("migrations");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private List<Finding> found(MigrationCheck check, Instant liveSince) throws SQLException {
        return check.in(Database.ZONE).check(Looks.liveSince(liveSince), new Looks());
    }

    // Flyway

    private Flyway flyway(String... scripts) throws IOException {
        for (String script : scripts) {
            String[] parts = script.split(": ", 2);
            Files.writeString(folder.resolve(parts[0]), parts[1]);
        }
        return Flyway.configure()
                .dataSource(database.source)
                .locations("filesystem:" + folder)
                .load();
    }

    private Instant flywayAt(String version) throws SQLException {
        return database.time(
                "select \"installed_on\" from \"flyway_schema_history\" where \"version\" = '" + version + "'");
    }

    @Test
    void what_flyway_applied_since_the_version_went_live_is_named() throws Exception {
        flyway(
                        "V1__orders.sql: create table orders (id int)",
                        "V2__add_state.sql: alter table orders add state varchar")
                .migrate();
        MigrationCheck check = MigrationCheck.flyway(database.source);

        List<Finding> found = found(check, flywayAt("2"));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).code()).isEqualTo("MIGRATED");
        assertThat(found.get(0).level()).isEqualTo(Finding.Level.SOFT);
        assertThat(found.get(0).text())
                .contains("since then Flyway has migrated the database")
                .contains("2 add state at " + flywayAt("2"));
        assertThat(found(check, flywayAt("2").plusMillis(1))).isEmpty();
    }

    @Test
    void what_flyway_does_again_and_where_it_began_are_told_apart() throws Exception {
        database.execute("create table legacy (id int)");
        Flyway flyway = flyway("R__view.sql: create or replace view v as select * from legacy");
        flyway.baseline();
        flyway.migrate();

        List<Finding> found =
                found(MigrationCheck.flyway(database.source), flywayAt("1").minusSeconds(60));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).text()).contains("repeatable view").doesNotContain("Baseline");
    }

    @Test
    void a_history_in_a_schema_of_its_own_is_found_by_its_name() throws Exception {
        database.execute("create schema shop");
        Files.writeString(folder.resolve("V1__orders.sql"), "create table orders (id int)");
        Flyway.configure()
                .dataSource(database.source)
                .schemas("shop")
                .table("history")
                .locations("filesystem:" + folder)
                .load()
                .migrate();

        assertThat(found(MigrationCheck.flyway(database.source, "shop.history"), Instant.EPOCH))
                .extracting(Finding::code)
                .containsExactly("MIGRATED");
    }

    @Test
    void times_are_those_of_the_zone_that_is_said() throws Exception {
        flyway("V1__orders.sql: create table orders (id int)").migrate();
        Instant applied = flywayAt("1");
        MigrationCheck east = MigrationCheck.flyway(database.source)
                .in(ZoneOffset.ofTotalSeconds(
                        Database.ZONE.getRules().getOffset(applied).getTotalSeconds() + 3600));

        assertThat(east.check(Looks.liveSince(applied), new Looks())).isEmpty();
        assertThat(east.check(Looks.liveSince(applied.minusSeconds(3600)), new Looks()))
                .hasSize(1);
    }

    // Liquibase

    private void liquibase(String changeSets) throws Exception {
        Files.writeString(folder.resolve("changes.sql"), "--liquibase formatted sql\n" + changeSets);
        try (JdbcConnection connection = new JdbcConnection(database.source.getConnection())) {
            update(connection);
        }
    }

    @SuppressWarnings("deprecation")
    private void update(JdbcConnection connection) throws LiquibaseException, IOException {
        new Liquibase(
                        "changes.sql",
                        new DirectoryResourceAccessor(folder),
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(connection))
                .update("");
    }

    @Test
    void what_liquibase_applied_since_the_version_went_live_is_named() throws Exception {
        liquibase("""
                --changeset ann:orders
                create table orders (id int);
                --changeset bob:add-state
                alter table orders add state varchar;
                """);
        Instant second = database.time("select DATEEXECUTED from DATABASECHANGELOG where ID = 'add-state'");
        MigrationCheck check = MigrationCheck.liquibase(database.source);

        List<Finding> found = found(check, second);

        assertThat(found).extracting(Finding::code).containsExactly("MIGRATED");
        assertThat(found.get(0).text())
                .contains("since then Liquibase has migrated the database")
                .contains("add-state of bob in changes.sql at ");
        assertThat(found(check, second.plusMillis(1))).isEmpty();
    }

    @Test
    void what_liquibase_only_marked_is_no_migration() throws Exception {
        database.execute("create table orders (id int)");
        liquibase("""
                --changeset ann:orders
                --preconditions onFail:MARK_RAN
                --precondition-sql-check expectedResult:0 select count(*) from information_schema.tables where table_name = 'orders'
                create table orders (id int);
                """);

        assertThat(found(MigrationCheck.liquibase(database.source), Instant.EPOCH))
                .isEmpty();
    }

    // what cannot be known

    @Test
    void a_version_whose_time_is_not_known_leaves_it_unknown() throws Exception {
        flyway("V1__orders.sql: create table orders (id int)").migrate();

        List<Finding> found =
                MigrationCheck.flyway(database.source).check(Looks.to(Tenure.unknown("test")), new Looks());

        assertThat(found).extracting(Finding::code).containsExactly("MIGRATION_UNKNOWN");
    }

    @Test
    void nothing_is_asked_where_nothing_is_changed() throws Exception {
        assertThat(MigrationCheck.flyway(database.source)
                        .check(new Check.Planned(null, List.of(), List.of()), new Looks()))
                .isEmpty();
    }

    @Test
    void a_database_without_a_history_throws_and_is_never_taken_for_one_without_migrations() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> found(MigrationCheck.flyway(database.source), Instant.EPOCH))
                .withMessageContaining("flyway_schema_history");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> found(MigrationCheck.liquibase(database.source), Instant.EPOCH))
                .withMessageContaining("databasechangelog");
    }

    @Test
    void a_table_that_is_more_than_a_name_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationCheck.liquibase(database.source, "x; drop table orders"))
                .withMessageContaining("is no name of a table");
        assertThat(MigrationCheck.flyway(database.source).isOnMigrations()).isTrue();
    }
}
