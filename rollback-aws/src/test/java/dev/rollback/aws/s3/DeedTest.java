package dev.rollback.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.s3.Deed.Failure;
import dev.rollback.aws.s3.Deed.What;
import dev.rollback.aws.s3.KeyCopy.Found;
import dev.rollback.aws.s3.KeyCopy.Source;
import dev.rollback.target.FailureKind;
import dev.rollback.target.TargetException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeedTest {

    private static final Source SOURCE = new Source("a\nb\u2028 \"c\" \u0001", "v1", "\"e1\"", 42);

    private static Deed deed() {
        return new Deed(SOURCE.key(), What.COPIED, new Found("v2", "\"e2\""), SOURCE, "v3", null);
    }

    @Test
    void a_line_of_the_ledger_reads_as_people_expect() {
        Deed deed = new Deed(
                "a.js", What.COPIED, new Found("v2", "\"e2\""), new Source("a.js", "v1", "\"e1\"", 42), "v3", null);

        assertThat(deed.line())
                .isEqualTo(
                        "{\"key\":\"a.js\",\"what\":\"copied\",\"found\":\"v2\",\"etag\":\"\\\"e2\\\"\",\"result\":\"v3\","
                                + "\"source\":\"v1\",\"sourceEtag\":\"\\\"e1\\\"\",\"size\":\"42\"}");
    }

    @Test
    void what_is_written_is_read_again_whatever_the_key() {
        Deed marker = new Deed("x", What.MARKED, new Found("v2", "\"e2\""), null, "m1", null);
        Deed undelete = new Deed("x", What.COPIED, Found.marker("m1"), new Source("x", "v1", "\"e\"", 0), "v9", null);
        Deed failed = deed().failed(new Failure(FailureKind.ENVIRONMENT, true, "away"));

        for (Deed deed : List.of(deed(), marker, undelete, failed)) {
            assertThat(deed.line()).doesNotContain("\n").doesNotContain("\r");
            assertThat(Deed.parse(deed.line())).isEqualTo(deed);
        }
    }

    @Test
    void the_message_of_a_failure_is_kept_short() {
        TargetException long1 = TargetException.of(TargetException.Kind.DENIED, "x".repeat(9_000));

        assertThat(Failure.of(long1).why()).hasSizeLessThan(510);
    }

    @Test
    void a_line_that_nobody_knows_is_refused() {
        assertThatThrownBy(() -> Deed.parse("{\"key\":\"a\",\"what\":\"polished\"}"))
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.kind()).isEqualTo(TargetException.Kind.INVALID))
                .hasMessageContainingAll(
                        "The ledger of this step has a line that cannot be read",
                        "Expected a record of one key",
                        "Resume with the version of the library that began the run",
                        "polished");
    }
}
