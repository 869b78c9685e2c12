package dev.rollback;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.target.Assessment;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a report says to people and to programs. */
class ReportTest {

    private static final Probe WELL = Probe.of("the page", look -> Health.healthy("200 in \"12\" ms"));

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");

    private RollbackReport success() {
        api.first(List.of(Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10))));
        api.check = (change, look) -> Assessment.expecting(ofSeconds(10), ofSeconds(10))
                .loses("the logs of an hour")
                .build();
        return bench.engine.execute(RollbackPlan.named("checkout")
                .reason("5xx at 7 %")
                .override("UNPROVEN", "known good")
                .rollBack("api", api, step -> step.verify(WELL, hold -> hold.times(1)))
                .build());
    }

    /** Each value by its path, in order. */
    private static Map<String, String> values(String json) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return values;
    }

    @Test
    void tells_programs_all_of_a_run() throws IOException {
        RollbackReport report = success();

        Map<String, String> json = values(report.toJson());

        assertThat(json)
                .containsEntry("/format", "1")
                .containsEntry("/run", report.run().value())
                .containsEntry("/plan", "checkout")
                .containsEntry("/reason", "5xx at 7 %")
                .containsEntry("/journal", "memory")
                .containsEntry("/outcome", "ROLLED_BACK")
                .containsEntry("/verdict", "HELPED")
                .containsEntry("/success", "true")
                .containsEntry("/startedAt", "2026-11-20T12:00:00Z")
                .containsEntry("/endedAt", "2026-11-20T12:00:10Z")
                .containsEntry("/tookMillis", "10000")
                .containsEntry("/overrides/UNPROVEN", "known good")
                .containsEntry("/steps/0/name", "api")
                .containsEntry("/steps/0/kind", "ROLL_BACK")
                .containsEntry("/steps/0/phase", "SETTLED")
                .containsEntry("/steps/0/target", "lever:eu-west-1/123456789012/api")
                .containsEntry("/steps/0/from/id", "bad")
                .containsEntry("/steps/0/to/standing", "PROVEN")
                .containsEntry("/steps/0/serving/content", "good")
                .containsEntry("/steps/0/position", "TO")
                .containsEntry("/steps/0/startedAt", "2026-11-20T12:00:00Z")
                .containsEntry("/steps/0/servedAt", "2026-11-20T12:00:10Z")
                .containsEntry("/steps/0/overAt", "2026-11-20T12:00:10Z")
                .containsEntry("/steps/0/attempts", "2")
                .containsEntry("/steps/0/evidence", "pulled")
                .containsEntry("/steps/0/verifications/0/name", "the page")
                .containsEntry("/steps/0/verifications/0/verdict", "HELPED")
                .containsEntry("/steps/0/verifications/0/evidence", "200 in \"12\" ms")
                .containsEntry("/leftBehind/0", "api: the logs of an hour")
                .containsEntry("/timeline/0/step", "")
                .containsEntry("/timeline/0/at", "2026-11-20T12:00:00Z")
                .containsEntry("/nextAction", "Keep your pipeline from deploying this again: bad of api.");
    }

    @Test
    void tells_programs_what_a_run_was_refused_for() throws IOException {
        RollbackReport report = bench.engine.execute(RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("none")))
                .build());

        Map<String, String> json = values(report.toJson());

        assertThat(json)
                .containsEntry("/outcome", "REFUSED")
                .containsEntry("/success", "false")
                .containsEntry("/refusals/0/step", "api")
                .containsEntry("/refusals/0/level", "HARD")
                .containsEntry("/refusals/0/code", "NO_SUCH_VERSION")
                .containsEntry("/refusals/0/text", "api has no version none.")
                .containsEntry(
                        "/refusals/0/remedy", "Name one that it has; a preview with previous() lists candidates.");
    }

    @Test
    void tells_programs_of_a_run_that_is_not_over() throws IOException {
        api.reconcile = (change, attempt) -> Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10));
        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofSeconds(25));

        Map<String, String> json = values(run.status().toJson());

        assertThat(json)
                .containsEntry("/outcome", "UNDER_WAY")
                .containsEntry("/tookMillis", "25000")
                .doesNotContainKey("/steps/0/overAt")
                .doesNotContainKey("/steps/0/position");
    }

    @Test
    void tells_people_how_it_ended_what_it_did_and_what_to_do() {
        RollbackReport report = success();

        String text = report.toText(120);

        assertThat(text)
                .startsWith("ROLLED_BACK, HELPED: checkout, run " + report.run() + "\n")
                .contains(
                        "UNPROVEN: known good",
                        "verified the page passed",
                        "api: the logs of an hour",
                        "goes from bad to good")
                .endsWith(report.nextAction() + "\n");
        assertThat(report).hasToString(report.toText(100));
        assertThat(report.toText(1).lines()).isNotEmpty();
    }

    @Test
    void warns_people_who_verified_nothing() {
        RollbackReport report = bench.execute(api);

        assertThat(report.nextAction())
                .isEqualTo(
                        "Keep your pipeline from deploying this again: bad of api. Nothing has proven yet that users are well: look"
                                + " at it.");
    }

    @Test
    void tells_people_who_are_still_unwell_that_the_cause_is_elsewhere() {
        RollbackReport report = bench.engine.execute(RollbackPlan.named("checkout")
                .rollBack(api)
                .verify("page", Probe.of("the page", look -> Health.unhealthy("503")))
                .build());

        assertThat(report.nextAction())
                .isEqualTo(
                        "The targets serve the wanted versions, but users are not well: the cause is elsewhere, or the"
                                + " version chosen is bad as well.");
        assertThat(report.isSuccess()).isFalse();
    }

    @Test
    void tells_people_what_to_mend_after_a_failure() {
        api.first(List.of(Progress.failed(FailureKind.ENVIRONMENT, "no capacity")));

        RollbackReport report = bench.execute(api);

        assertThat(report.nextAction())
                .isEqualTo("Every target stands where it stood. Mend what stopped api, then run the plan" + " again.");
        assertThat(report.step("api").times().took()).contains(Duration.ZERO);
    }

    @Test
    void names_the_steps_there_are_when_asked_for_another() {
        RollbackReport report = bench.execute(api);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.step("web"))
                .withMessage("No step is called \"web\"; there are [api].");
    }
}
