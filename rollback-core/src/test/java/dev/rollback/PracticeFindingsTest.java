package dev.rollback;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.journal.Practice;
import dev.rollback.target.Action;
import dev.rollback.target.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PracticeFindingsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static Practice rehearsal(Duration ago, int broken) {
        return new Practice.Rehearsed("checkout", NOW.minus(ago), 1_400, broken);
    }

    private static List<Finding> findings(Practice... records) {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .practised(List.of(records))
                .run("noop", Action.of("noop", attempt -> {}))
                .build();
        return new PracticeFindings(Practised.of(plan, List.of(), NOW), List.of(), NOW).all();
    }

    @Test
    void a_rehearsal_that_broke_makes_the_last_good_one_no_younger() {
        List<Finding> findings = findings(rehearsal(ofDays(1), 2), rehearsal(ofDays(91), 0));

        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("REHEARSAL_BROKEN", "REHEARSAL_OLD", "NEVER_DRILLED");
        assertThat(findings.get(1).text())
                .startsWith("The plan was last rehearsed with success on 2026-08-21, 91 d ago");
    }

    @Test
    void a_rehearsal_that_broke_is_never_called_one_with_success() {
        List<Finding> findings = findings(rehearsal(ofDays(91), 2));

        assertThat(findings).extracting(Finding::code).containsExactly("REHEARSAL_BROKEN", "NEVER_DRILLED");
    }
}
