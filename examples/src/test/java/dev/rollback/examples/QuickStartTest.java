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

        RollbackReport report = QuickStart.tell(world, false, screen.stream());

        assertThat(report).rolledBack().helped();
        assertThat(report).step("indexer").servesVersion("6");
        assertThat(world.ecs().service("prod", "checkout-api").servingTaskDefinition())
                .isEqualTo("checkout-api:41");
        assertThat(world.s3().bucket("shop-frontend").live()).hasSize(50).containsEntry("index.html", "good");
        assertThat(world.s3().bucket("shop-frontend").lost()).isZero();
        assertThat(world.appConfig()
                        .application("shop")
                        .environment("prod")
                        .profile("flags")
                        .servedVersion())
                .isEqualTo("1");
        assertThat(world.cloudFront().distribution("E1234567890ABC").inProgress())
                .isEmpty();
        assertThat(world.cloudFront().distribution("E1234567890ABC").invalidations())
                .hasSize(1);
        assertThat(world.rds().instanceNames()).containsExactly("orders");
        assertThat(report.took()).isBetween(ofMinutes(5), ofMinutes(20));
    }

    @Test
    void puts_the_database_back_only_when_asked(FakeAws world) {
        QuickStart.scene(world);

        RollbackReport report = QuickStart.tell(world, true, screen.stream());

        assertThat(report).rolledBack().helped();
        assertThat(world.rds().instance("orders").restoredFrom()).isPresent();
        assertThat(world.rds().instanceNames()).hasSize(2);
    }

    @Test
    void shows_preview_progress_and_report_within_a_hundred_columns(FakeAws world) {
        QuickStart.scene(world);

        QuickStart.tell(world, false, screen.stream());

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
