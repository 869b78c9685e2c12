package dev.rollback.aws.iam;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.target.Finding;
import dev.rollback.target.Permission;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Rehearsal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionCheckTest {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    private static void scene(FakeAws world) {
        world.ecs()
                .service("prod", "checkout-api")
                .desired(2)
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(20))
                .unhealthy();
    }

    private static RollbackPlan plan(FakeAws world) {
        AwsTargets aws = AwsTargets.using(world::client);
        return RollbackPlan.named("checkout")
                .require("permissions", aws.permissionsPresent())
                .rollBack("api", aws.ecsService("prod", "checkout-api"))
                .build();
    }

    private Preview preview() {
        scene(world);
        try (RollbackEngine engine = RollbackEngine.with(new InMemoryJournal(), world::host)) {
            return engine.preview(plan(world));
        }
    }

    private static List<String> found(Preview preview) {
        return preview.checks().get(0).findings().stream()
                .map(finding -> finding.level() + " " + finding.code())
                .toList();
    }

    @Test
    void all_that_is_needed_passes() {
        Preview preview = preview();

        assertThat(found(preview)).isEmpty();
        assertThat(preview.permissions())
                .contains(new Permission("iam:SimulatePrincipalPolicy", "*", Permission.Use.PREVIEW));
    }

    @Test
    void a_write_that_is_denied_blocks_until_it_is_overridden() {
        world.iam().denies("ecs:UpdateService");

        Preview preview = preview();

        assertThat(found(preview)).containsExactly("SOFT PERMISSION_DENIED");
        assertThat(preview.checks().get(0).findings().get(0).text())
                .contains(
                        "IAM says that arn:aws:iam::123456789012:role/operator may not: ecs:UpdateService on arn:aws:ecs:");
        assertThat(preview.override("PERMISSION_DENIED", "by the session's policy")
                        .isBlocked())
                .isFalse();
    }

    @Test
    void a_read_that_is_denied_is_a_note() {
        world.iam().doesNotAllow("ecs:ListServiceDeployments");

        assertThat(found(preview())).containsExactly("NOTE READ_DENIED");
    }

    @Test
    void a_condition_that_the_simulation_knows_no_value_for_is_a_warning() {
        world.iam().allowsOnlyWith("ecs:UpdateService", "aws:RequestedRegion");

        Preview preview = preview();

        assertThat(found(preview)).containsExactly("WARNING PERMISSION_UNSURE");
        assertThat(preview.checks().get(0).findings().get(0).text()).contains("(for want of aws:RequestedRegion)");
    }

    @Test
    void root_is_not_simulated() {
        world.sts().caller("arn:aws:iam::123456789012:root");

        assertThat(found(preview())).containsExactly("NOTE CALLER_IS_ROOT");
    }

    @Test
    void a_user_is_simulated_as_it_is() {
        world.sts().caller("arn:aws:iam::123456789012:user/ops/ann");
        world.iam().denies("ecs:UpdateService");

        Preview preview = preview();

        assertThat(preview.checks().get(0).findings())
                .extracting(Finding::text)
                .first()
                .asString()
                .startsWith("IAM says that arn:aws:iam::123456789012:user/ops/ann may not");
    }

    @Test
    void whom_iam_cannot_simulate_is_unchecked() {
        world.sts().caller("arn:aws:sts::123456789012:federated-user/ann");

        assertThat(found(preview())).containsExactly("SOFT UNCHECKED");
    }

    @Test
    void who_may_not_simulate_has_to_say_so() {
        scene(world);
        Rehearsal rehearsal = Rehearsal.of(PermissionCheckTest::scene, PermissionCheckTest::plan)
                .withFault("iam:SimulatePrincipalPolicy", 1, FaultKind.ACCESS_DENIED);

        assertThat(rehearsal.run().report().refusals())
                .extracting(refusal -> refusal.finding().code())
                .containsExactly("UNCHECKED");
        assertThat(rehearsal.overriding("UNCHECKED", "we may not simulate").run())
                .rolledBack();
    }

    @Test
    void no_fault_and_no_crash_makes_it_worse() {
        Rehearsal rehearsal = Rehearsal.of(PermissionCheckTest::scene, PermissionCheckTest::plan);

        assertThat(rehearsal.within(ofSeconds(3)).everyFault()).keepsInvariants();
        assertThat(rehearsal.within(ofSeconds(3)).everyCrash()).keepsInvariants();
    }
}
