package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofMinutes;

import dev.rollback.RollbackReport;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.RehearsalExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RehearsalExtension.class)
class QuickStartTest {

    private final Screenshot screen = new Screenshot();

    @Test
    void puts_the_checkout_back_and_proves_that_it_helped(FakeAws world) {
        QuickStart.scene(world);

        RollbackReport report = QuickStart.tell(world, screen.stream());

        assertThat(report).rolledBack().helped();
        assertThat(report).step("indexer").servesVersion("6");
        assertThat(world.ecs().service("prod", "checkout-api").servingTaskDefinition())
                .isEqualTo("checkout-api:41");
        assertThat(report.took()).isBetween(ofMinutes(5), ofMinutes(15));
    }

    @Test
    void shows_preview_progress_and_report_within_a_hundred_columns(FakeAws world) {
        QuickStart.scene(world);

        QuickStart.tell(world, screen.stream());

        assertThat(screen.text())
                .containsSubsequence(
                        "PREVIEW of checkout",
                        "from    checkout-api:42",
                        "to      checkout-api:41  PROVEN",
                        "READY",
                        "api      goes from checkout-api:42 to checkout-api:41",
                        "2 of 4 tasks run on checkout-api:41",
                        "healthy  verified, passed",
                        "ROLLED_BACK, HELPED",
                        "TIMELINE",
                        "NEXT");
        assertThat(screen.text().lines()).allMatch(line -> line.length() <= 100);
    }
}
