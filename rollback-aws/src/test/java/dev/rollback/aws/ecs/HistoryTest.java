package dev.rollback.aws.ecs;

import static dev.rollback.aws.ecs.HistoryTest.Line.lines;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Standing;
import dev.rollback.target.Version;
import dev.rollback.testkit.ecs.FakeEcsService;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final Drive drive = new Drive();
    private final FakeEcsService service = drive.world.ecs().service("prod", "checkout");

    /** Title and standing: what most tests here are about. */
    record Line(String definition, Standing standing) {
        static List<Line> lines(List<Version> versions) {
            return versions.stream()
                    .map(version -> new Line(Definition.shortName(version.id()), version.standing()))
                    .toList();
        }
    }

    private static Line proven(String number) {
        return new Line("checkout:" + number, Standing.PROVEN);
    }

    private static Line suspect(String number) {
        return new Line("checkout:" + number, Standing.SUSPECT);
    }

    @Test
    void tells_what_served_from_when_until_the_next_one_began() {
        service.ran("41", ofDays(30)).deployed("42", ofMinutes(20)).unhealthy();

        List<Version> history = drive.history();

        assertThat(lines(history)).containsExactly(proven("42"), proven("41"));
        assertThat(history.get(0).tenure().liveTo()).isEmpty();
        assertThat(history.get(1).tenure().liveTo()).contains(drive.now().minus(ofMinutes(20)));
        assertThat(history.get(1).tenure().served().orElseThrow()).isBetween(ofDays(29), ofDays(30));
    }

    @Test
    void a_forced_redeployment_is_the_same_version() {
        service.ran("40", ofDays(9)).ran("41", ofDays(30)).ran("41", ofDays(2)).deployed("42", ofMinutes(20));

        List<Version> history = drive.history();

        assertThat(lines(history)).containsExactly(proven("42"), proven("41"), proven("40"));
        assertThat(history.get(1).tenure().served().orElseThrow()).isGreaterThan(ofDays(31));
    }

    @Test
    void what_the_circuit_breaker_took_back_is_suspect_and_what_served_on_is_proven() {
        service.circuitBreaker()
                .ran("41", ofDays(30))
                .deployed("42", ofHours(5))
                .crashing()
                .deployed("43", ofMinutes(30));

        List<Version> history = drive.history();

        assertThat(lines(history)).containsExactly(proven("43"), suspect("42"), proven("41"));
        assertThat(history.get(1).why()).contains("ROLLBACK_SUCCESSFUL");
        assertThat(history.get(1).tenure().liveFrom()).isEmpty();
        assertThat(history.get(2).tenure().liveTo()).contains(drive.now().minus(ofMinutes(30)));
    }

    @Test
    void what_an_operator_rolled_away_from_is_suspect() {
        service.ran("41", ofDays(30))
                .ran("42", ofHours(3))
                .ran("41", ofHours(9))
                .deployed("43", ofMinutes(30));

        List<Version> history = drive.history();

        assertThat(lines(history)).containsExactly(proven("43"), proven("41"), suspect("42"), proven("41"));
        assertThat(history.get(2).why()).contains("rolled away from");
    }

    @Test
    void a_copy_of_an_older_definition_under_a_new_number_is_going_back_too() {
        service.definition("43", copy -> copy.containerDefinitions(copyOf("41")))
                .ran("41", ofDays(30))
                .ran("42", ofHours(3))
                .ran("43", ofHours(9))
                .deployed("44", ofMinutes(30));

        List<Version> history = drive.history();

        assertThat(lines(history)).containsExactly(proven("44"), proven("43"), suspect("42"), proven("41"));
        assertThat(history.get(1).sameContent(history.get(3))).isTrue();
    }

    private static software.amazon.awssdk.services.ecs.model.ContainerDefinition copyOf(String version) {
        return software.amazon.awssdk.services.ecs.model.ContainerDefinition.builder()
                .name("app")
                .image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/checkout:" + version)
                .essential(true)
                .build();
    }

    @Test
    void content_that_failed_later_is_suspect_where_it_served_before() {
        service.circuitBreaker()
                .ran("41", ofDays(30))
                .ran("42", ofDays(3))
                .deployed("41", ofHours(5))
                .crashing();

        List<Version> history = drive.history();

        assertThat(lines(history)).contains(suspect("41"));
        assertThat(lines(history)).doesNotContain(proven("41"));
    }

    @Test
    void the_deployment_in_flight_is_suspect_and_equals_neither_of_its_ends() {
        service.ran("41", ofDays(30)).deploying("42", ofMinutes(1).minusSeconds(20));

        Version current = drive.current();
        List<Version> history = drive.history();

        assertThat(lines(history)).containsExactly(suspect("42"), proven("41"));
        assertThat(current.sameContent(history.get(0))).isFalse();
        assertThat(current.sameContent(history.get(1))).isFalse();
        assertThat(current.facts().get(Facts.BESIDE)).endsWith("checkout:41");
    }

    @Test
    void what_served_before_the_oldest_deployment_is_known_from_its_source_revision() {
        service.ran("41", ofDays(120)).deployed("42", ofMinutes(20)).unhealthy();

        List<Version> history = drive.history();

        assertThat(lines(history)).containsExactly(proven("42"), proven("41"));
        assertThat(history.get(1).tenure().source()).contains("source revision");
        assertThat(history.get(1).tenure().served().orElseThrow()).isGreaterThan(ofDays(100));
    }

    @Test
    void without_a_history_only_the_order_of_revisions_is_left_and_says_so() {
        service.ran("40", ofDays(3))
                .ran("41", ofDays(30))
                .deployed("42", ofHours(2))
                .withoutHistory();

        List<Version> history = drive.history();

        assertThat(lines(history))
                .containsExactly(
                        proven("42"),
                        new Line("checkout:41", Standing.UNPROVEN),
                        new Line("checkout:40", Standing.UNPROVEN));
        assertThat(history.get(1).tenure().source()).isEqualTo("order of revisions only");
    }

    @Test
    void a_history_that_is_denied_degrades_to_weaker_evidence() {
        service.ran("41", ofDays(30)).deploying("42", ofMinutes(1).minusSeconds(20));
        drive.world.faults().on("ecs:ListServiceDeployments").always().accessDenied();

        List<Version> history = drive.history();

        assertThat(history).hasSizeGreaterThanOrEqualTo(2);
        assertThat(history.get(1).standing()).isEqualTo(Standing.UNPROVEN);
        assertThat(history.get(1).tenure().source()).isEqualTo("deployments of the service");
    }

    @Test
    void a_version_whose_image_is_gone_is_unusable() {
        service.ran("40", ofDays(3))
                .ran("41", ofDays(30))
                .deployed("42", ofHours(2))
                .imageGone("41");

        List<Version> history = drive.history();

        assertThat(lines(history))
                .containsExactly(proven("42"), new Line("checkout:41", Standing.UNUSABLE), proven("40"));
        assertThat(history.get(1).why()).contains("image").contains("gone");
    }

    @Test
    void an_inactive_definition_can_still_be_gone_back_to() {
        service.ran("41", ofDays(30)).deployed("42", ofHours(2)).inactive("41");

        assertThat(lines(drive.history())).containsExactly(proven("42"), proven("41"));
    }

    @Test
    void is_read_no_further_than_asked() {
        for (int number = 1; number <= 70; number++) {
            service.ran(String.valueOf(number), ofHours(3));
        }

        try (var history = drive.target().history(drive)) {
            assertThat(history.limit(2)).hasSize(2);
        }

        assertThat(drive.world.calls().of("ecs:DescribeServiceDeployments").count())
                .isEqualTo(1);
        assertThat(drive.world.calls().writes().count()).isZero();
    }

    @Test
    void a_long_history_is_told_to_its_end() {
        for (int number = 1; number <= 130; number++) {
            service.ran(String.valueOf(number), ofHours(3));
        }

        assertThat(drive.history()).hasSize(130);
    }

    @Test
    void the_label_is_the_tag_of_the_image() {
        service.ran("41", ofDays(30)).deployed("42", ofHours(2));

        assertThat(drive.current().label()).isEqualTo("42");
    }

    @Test
    void at_a_time_in_the_middle_of_a_deployment_the_one_before_it_counts() {
        service.ran("41", ofDays(30)).deployed("42", ofMinutes(20));

        var during = drive.target().versionAt(drive.now().minus(ofMinutes(20)).plusSeconds(10), drive);
        var after = drive.target().versionAt(drive.now().minus(ofMinutes(10)), drive);

        assertThat(during.orElseThrow().id()).endsWith("checkout:41");
        assertThat(after.orElseThrow().id()).endsWith("checkout:42");
    }
}
