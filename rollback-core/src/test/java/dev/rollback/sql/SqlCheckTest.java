package dev.rollback.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.target.Check;
import dev.rollback.target.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCheckTest {

    private static final Check.Planned NOTHING = new Check.Planned(null, List.of(), List.of());
    private static final Finding OPEN = Finding.soft("OPEN_PAYOUTS", "Payouts are under way.", "Wait for them.");

    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = new Database("sql");
        database.execute("create table payout (id int, state varchar)");
        database.execute("insert into payout values (1, 'DONE'), (2, null)");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private List<Finding> found(SqlCheck check) throws SQLException {
        return check.check(NOTHING, new Looks());
    }

    @Test
    void rows_speak_against_it() throws Exception {
        SqlCheck check = SqlCheck.noRows(database.source, "select id from payout where state = 'OPEN'", OPEN);
        assertThat(found(check)).isEmpty();

        database.execute("insert into payout values (3, 'OPEN')");

        assertThat(found(check)).containsExactly(OPEN);
    }

    @Test
    void rows_are_judged_by_the_caller() throws Exception {
        List<Map<String, String>> seen = new ArrayList<>();

        SqlCheck check = SqlCheck.rows(
                database.source, "with p as (select * from payout) select * from p order by id;", rows -> {
                    seen.addAll(rows);
                    return List.of(OPEN);
                });

        assertThat(found(check)).containsExactly(OPEN);
        assertThat(seen).asString().isEqualTo("[{id=1, state=DONE}, {id=2}]");
    }

    @Test
    void too_many_rows_are_said_and_not_judged() throws Exception {
        SqlCheck check = SqlCheck.noRows(database.source, "select * from system_range(1, 5000)", OPEN);

        assertThat(found(check)).extracting(Finding::code).containsExactly("TOO_MANY_ROWS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from payout                | begins with \"delete\": expected select or with",
                "/* select */ drop table payout    | begins with \"drop\"",
                "-- select                         | begins with \"\"",
                "select 1; delete from payout      | is more than one statement",
            })
    void what_does_not_read_is_refused(String statement, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlCheck.noRows(database.source, statement, OPEN))
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 where 'a;b' = 'x'",
                "SELECT(1) where 1 = 0",
                "-- why; because\nselect 1 where 1 = 0;",
            })
    void what_reads_is_taken(String statement) throws Exception {
        assertThat(found(SqlCheck.noRows(database.source, statement, OPEN))).isEmpty();
    }

    @Test
    void what_it_does_all_the_same_is_rolled_back_and_the_connection_left_as_it_was() throws Exception {
        database.execute("create sequence s");
        database.execute(
                "create alias touch as $$ void touch(java.sql.Connection c) throws Exception { c.createStatement().execute(\"delete from payout\"); } $$");

        assertThat(found(SqlCheck.noRows(database.source, "select touch()", OPEN)))
                .containsExactly(OPEN);

        assertThat(found(SqlCheck.rows(database.source, "select count(*) as n from payout", rows -> {
                    assertThat(rows).asString().isEqualTo("[{n=2}]");
                    return List.of();
                })))
                .isEmpty();
        try (Connection after = database.source.getConnection()) {
            assertThat(after.getAutoCommit()).isTrue();
        }
    }

    @Test
    void one_that_takes_too_long_is_stopped_by_the_database() throws Exception {
        SqlCheck check = SqlCheck.noRows(
                database.source,
                "select count(*) from system_range(1, 100000) a, system_range(1, 100000) b where a.x * b.x = -1",
                OPEN);

        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> found(check));
    }
}
