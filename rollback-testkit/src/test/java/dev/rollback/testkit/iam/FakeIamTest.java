package dev.rollback.testkit.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.account.TestClock;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

class FakeIamTest {
    private final FakeIam iam = new FakeIam(new TestClock().account());

    @Test
    void a_role_that_nobody_spoke_of_is_there() {
        Role role = iam.getRole(r -> r.roleName("task")).role();

        assertThat(role.arn()).isEqualTo("arn:aws:iam::123456789012:role/task");
    }

    @Test
    void a_missing_role_is_not_found() {
        iam.missing("task");

        assertThatThrownBy(() -> iam.getRole(r -> r.roleName("task")))
                .isInstanceOfSatisfying(NoSuchEntityException.class, refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(404);
                    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("NoSuchEntity");
                });
    }

    @Test
    void only_named_roles_are_there_if_the_scene_says_so() {
        iam.role("task").onlyWhatIsNamed();

        assertThat(iam.getRole(r -> r.roleName("task")).role().roleName()).isEqualTo("task");
        assertThatThrownBy(() -> iam.getRole(r -> r.roleName("other"))).isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void everything_can_be_there_again() {
        iam.onlyWhatIsNamed().everythingExists();

        assertThat(iam.getRole(r -> r.roleName("other")).role().roleName()).isEqualTo("other");
    }
}
