package dev.rollback.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.health.Health.Verdict;
import dev.rollback.target.Finding;
import org.junit.jupiter.api.Test;

/** What the state of an alarm is taken for. */
class AlarmProbeTest {

    private static final String NAME = "checkout-5xx";

    private final MetricsWorld shop = new MetricsWorld();
    private final AlarmProbe alarm = shop.aws.alarm(NAME);

    @Test
    void an_alarm_is_well_while_it_is_ok() {
        shop.world.cloudWatch().alarm(NAME);
        assertThat(shop.look(alarm).verdict()).isEqualTo(Verdict.HEALTHY);

        shop.world.cloudWatch().alarm(NAME).inAlarm();
        assertThat(shop.look(alarm).verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(shop.look(alarm).evidence()).isEqualTo("alarm checkout-5xx is ALARM: Threshold Crossed");
    }

    @Test
    void a_composite_alarm_is_found_as_well() {
        shop.world.cloudWatch().alarm(NAME).composite().inAlarm();

        assertThat(shop.look(alarm).verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void one_that_lacks_data_says_nothing_unless_told_otherwise() {
        shop.world.cloudWatch().alarm(NAME).insufficientData();

        assertThat(shop.look(alarm).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(shop.look(alarm.withoutData(Verdict.UNHEALTHY)).verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void one_that_is_not_there_is_found_by_the_preview() {
        assertThat(shop.look(alarm).evidence()).isEqualTo("there is no alarm checkout-5xx in eu-west-1");
        assertThat(alarm.check(shop.eye())).extracting(Finding::code).containsExactly("NO_SUCH_ALARM");
    }

    @Test
    void one_that_fires_already_is_named_by_the_preview() {
        shop.world.cloudWatch().alarm(NAME).inAlarm();

        assertThat(alarm.check(shop.eye())).extracting(Finding::code).containsExactly("ALARM_FIRES");
    }

    @Test
    void what_names_no_alarm_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> shop.aws.alarm(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.aws.alarm("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-5xx"))
                .withMessageContaining("expected its name alone");
    }
}
