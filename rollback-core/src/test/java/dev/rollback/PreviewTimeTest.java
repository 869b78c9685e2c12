package dev.rollback;

import static dev.rollback.HandTime.NOON;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A preview is ready within its time; what is not known by then is said to be unknown. */
class PreviewTimeTest {

    private static final RemoteCall DESCRIBE =
            new RemoteCall("ecs:DescribeServices", new RemoteCall.Limit("ecs", 10, 10));

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private Preview preview() {
        return bench.engine.preview(Bench.plan(api, web));
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }

    @Test
    void tries_again_what_fails_in_passing() {
        int[] looks = {0};
        api.current = look -> {
            if (++looks[0] < 3) {
                throw TargetException.of(Kind.TRANSIENT, "503");
            }
            return api.serving;
        };

        Preview preview = preview();

        assertThat(preview.isBlocked()).isFalse();
        assertThat(looks[0]).isEqualTo(3);
    }

    @Test
    void is_ready_within_its_time_whatever_hangs() {
        api.current = look -> {
            bench.time.spend(ofHours(1));
            return api.serving;
        };
        web.check = (change, look) -> {
            bench.time.spend(ofHours(1));
            return Assessment.expecting(ofMinutes(1), ofMinutes(1)).build();
        };

        Preview preview = preview();

        assertThat(preview.at()).isEqualTo(NOON.plusSeconds(20));
        assertThat(lines(preview.findings()).stream().map(line -> line.replaceAll(":.*", "")))
                .containsExactlyInAnyOrder("HARD CURRENT_UNKNOWN", "WARNING CHECK_UNKNOWN", "NOTE NO_INCIDENT_START");
    }

    @Test
    void is_ready_within_its_time_when_a_second_try_would_take_longer() {
        int[] looks = {0};
        api.current = look -> {
            if (++looks[0] == 1) {
                bench.time.spend(ofSeconds(15));
                throw TargetException.of(Kind.TRANSIENT, "503");
            }
            bench.time.spend(ofSeconds(19));
            return api.serving;
        };

        Preview preview = preview();

        assertThat(preview.at()).isEqualTo(NOON.plusSeconds(20));
        assertThat(lines(preview.blockers()))
                .containsExactly("HARD CURRENT_UNKNOWN: What api serves could not be read: no answer within the 20 s of"
                        + " a preview. Make the preview again.");
    }

    @Test
    void takes_what_is_known_when_its_time_is_over() {
        api.current = look -> {
            bench.time.spend(ofSeconds(19));
            return api.serving;
        };
        api.check = (change, look) -> {
            bench.time.spend(ofSeconds(2));
            return Assessment.expecting(ofMinutes(1), ofMinutes(1)).build();
        };

        Preview preview = preview();

        assertThat(preview.at()).isEqualTo(NOON.plusSeconds(20));
        assertThat(preview.isBlocked()).isFalse();
        assertThat(preview.step("api").orElseThrow().to()).isPresent();
    }

    @Test
    void can_be_given_another_time() {
        try (Bench quick = new Bench(options -> options.previewWithin(ofSeconds(3)))) {
            api.current = look -> {
                quick.time.spend(ofHours(1));
                return api.serving;
            };

            Preview preview = quick.engine.preview(Bench.plan(api));

            assertThat(preview.at()).isEqualTo(NOON.plusSeconds(3));
        }
    }

    @Test
    void makes_no_remote_call_for_somebody_who_has_left() {
        int[] made = {0};
        api.current = look -> {
            bench.time.spend(ofSeconds(30));
            return look.read(DESCRIBE, () -> {
                made[0]++;
                return api.serving;
            });
        };

        preview();

        assertThat(made[0]).isZero();
    }
}
