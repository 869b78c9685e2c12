package dev.rollback.testkit.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.account.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class FakeStsTest {
    private static final String ROLE = "arn:aws:iam::210987654321:role/ops/rollback";

    private final FakeSts sts = new FakeSts(new TestClock().account());

    @Test
    void the_caller_is_a_session_in_the_account() {
        GetCallerIdentityResponse caller = sts.getCallerIdentity();

        assertThat(caller.account()).isEqualTo("123456789012");
        assertThat(caller.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/operator/rollback");
        assertThat(caller.userId()).endsWith(":rollback");
    }

    @Test
    void a_scene_says_who_calls() {
        sts.caller("arn:aws:iam::123456789012:user/alice");

        assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:user/alice");
    }

    @Test
    void an_assumed_role_comes_with_credentials_for_an_hour() {
        AssumeRoleResponse assumed = sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("night-shift"));

        assertThat(assumed.assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::210987654321:assumed-role/rollback/night-shift");
        assertThat(assumed.credentials().expiration()).isEqualTo(TestClock.NOON.plus(Duration.ofHours(1)));
        assertThat(assumed.credentials().accessKeyId()).startsWith("FAKE");
    }

    @Test
    void a_refused_role_cannot_be_assumed() {
        sts.refuses(ROLE);

        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("night-shift")))
                .isInstanceOfSatisfying(StsException.class, refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(403);
                    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                    assertThat(refusal.awsErrorDetails().errorMessage()).contains(ROLE);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollback", "arn:aws:iam::1:role/rollback", ""})
    void a_malformed_role_is_refused(String arn) {
        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn(arn).roleSessionName("night-shift")))
                .isInstanceOfSatisfying(
                        StsException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("ValidationError"));
    }

    @Test
    void a_malformed_session_name_is_refused() {
        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("night shift")))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("roleSessionName");
    }

    @ParameterizedTest
    @ValueSource(ints = {899, 43_201})
    void a_session_lasts_from_15_minutes_to_12_hours(int seconds) {
        assertThatThrownBy(() -> sts.assumeRole(
                        r -> r.roleArn(ROLE).roleSessionName("night-shift").durationSeconds(seconds)))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("durationSeconds");
    }
}
