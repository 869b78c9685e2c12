package dev.rollback;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of an incident: shown, kept with the run, and held against the clock. */
class EngineIncidentTest {

    private final HandTime time = new HandTime();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final RollbackEngine engine =
            RollbackEngine.with(journal, options -> options.time(time).seed(7));
    private final Lever api = new Lever("api");

    private RollbackPlan plan(Duration rto) {
        return RollbackPlan.named("checkout")
                .incidentStartedAt(HandTime.NOON.minus(ofMinutes(10)))
                .incident(facts -> facts.id("INC-4711")
                        .criticality("tier 1")
                        .owner("payments")
                        .contacts("Ann", "Bob")
                        .rto(rto)
                        .rpo(ofMinutes(30))
                        .expected(ofMinutes(5))
                        .runbook("https://wiki.example.com/checkout")
                        .dashboard("https://graphs.example.com/d/7?access_token=pw1")
                        .logs("/ecs/checkout")
                        .label("release", "v1.3.0"))
                .rollBack("api", api, step -> step.timeout(ofHours(1)))
                .build();
    }

    private static List<String> codes(Preview preview) {
        return preview.findings().stream().map(Finding::code).toList();
    }

    @Test
    void is_told_before_and_after_and_from_the_journal() {
        Preview preview = engine.preview(plan(ofMinutes(30)));

        RollbackReport report = engine.execute(preview);

        List<String> texts = List.of(
                preview.toText(120),
                report.toText(120),
                engine.run(report.run()).status().toText(120));
        for (String text : texts) {
            assertThat(text)
                    .contains("incident  INC-4711, since 2026-11-20 11:50:00 UTC, 10 min")
                    .contains("service   criticality tier 1, owned by payments")
                    .contains("goals     RTO 30 min, RPO 30 min, expected in 5 min")
                    .contains("contacts  Ann, then Bob")
                    .contains("runbook   https://wiki.example.com/checkout")
                    .contains("dashboard https://graphs.example.com/d/7?access_token=hidden")
                    .contains("logs      /ecs/checkout")
                    .contains("label     release: v1.3.0")
                    .doesNotContain("pw1");
        }
        assertThat(report.toText(120)).contains("recovery  RTO kept");
        assertThat(report.toJson()).contains("\"id\" : \"INC-4711\"").contains("\"rtoMissed\" : false");
    }

    @Test
    void a_recovery_that_is_late_is_told_and_changes_nothing() {
        api.first(List.of(Progress.pending("pulling", 0.5, Memo.empty(), Duration.ofMinutes(25))));

        RollbackReport report = engine.execute(plan(ofMinutes(30)));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.isRecoveryLate()).isTrue();
        assertThat(report.toText(120))
                .contains("RTO MISSED: users were to get the wanted versions by 12:20:00")
                .contains("recovery  RTO MISSED by 5 min: users got the wanted versions at 12:25");
        assertThat(report.toJson()).contains("\"rtoMissed\" : true");
    }

    @Test
    void the_preview_warns_when_it_will_be_late() {
        api.check = (change, look) ->
                Assessment.expecting(ofMinutes(40), ofMinutes(45)).build();

        assertThat(codes(engine.preview(plan(ofMinutes(30))))).contains("RTO_AT_RISK", "SLOWER_THAN_EXPECTED");
        assertThat(codes(engine.preview(plan(ofHours(2))))).doesNotContain("RTO_AT_RISK");
    }

    @Test
    void a_change_that_loses_more_than_may_be_lost_has_to_be_overridden() {
        api.check = (change, look) -> Assessment.expecting(ofMinutes(1), ofMinutes(1))
                .losesSince(HandTime.NOON.minus(ofHours(1)))
                .build();

        Preview preview = engine.preview(plan(ofMinutes(30)));

        assertThat(codes(preview)).contains("RPO_MISSED");
        assertThat(engine.execute(preview).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(engine.execute(preview.override("RPO_MISSED", "an hour of carts is the lesser harm"))
                        .toText(120))
                .contains("RPO_MISSED is overridden: an hour of carts is the lesser harm");
    }
}
