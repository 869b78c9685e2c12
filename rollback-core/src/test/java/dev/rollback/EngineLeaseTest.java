package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.journal.InMemoryJournal;
import dev.rollback.lease.Holder;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Severity;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outcome;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two engines on the same targets, each with a journal of its own. */
class EngineLeaseTest {

    private static final DecisionMatrix ASKING_NOBODY = DecisionMatrix.of(
            matrix -> matrix.approvers(Severity.INFORMATIONAL, 0).approvers(Severity.MINOR, 0));

    private final HandTime time = new HandTime();
    private final FlakyLeases leases = new FlakyLeases();
    private final RollbackEngine ann = engine("Ann", 7);
    private final RollbackEngine bob = engine("Bob", 8);
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private RollbackEngine engine(String who, long seed) {
        return RollbackEngine.with(
                new InMemoryJournal(),
                options -> options.time(time).leases(leases).who(who).seed(seed));
    }

    private static RollbackPlan plan(Severity severity, Lever... levers) {
        RollbackPlan.Builder plan =
                RollbackPlan.named("checkout").reason("5xx at 7 %").severity(severity, ASKING_NOBODY);
        List.of(levers).forEach(plan::rollBack);
        return plan.build();
    }

    private static Progress drains() {
        return Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10));
    }

    /** A run of Ann that changes the api for some minutes, and then the web. */
    private Run under(Severity severity) {
        api.reconcile = (change, attempt) ->
                attempt.now().isBefore(attempt.plannedAt().plus(ofMinutes(5))) ? drains() : api.go(change, attempt);
        Run run = ann.start(plan(severity, api, web));
        time.runFor(ofSeconds(30));
        return run;
    }

    private String holder(Lever lever) {
        return leases.holder(lever.id(), time.instant())
                .map(Holder::owner)
                .map(LeaseOwner::who)
                .orElse("nobody");
    }

    private static List<String> refusals(RollbackReport report) {
        return report.refusals().stream()
                .map(refusal -> refusal.step() + " " + refusal.finding().code())
                .toList();
    }

    @Test
    void a_run_holds_its_targets_until_each_is_done_with() {
        Run run = under(Severity.SIGNIFICANT);
        assertThat(holder(api)).isEqualTo("Ann");
        assertThat(holder(web)).isEqualTo("Ann");
        web.reconcile = (change, attempt) -> drains();

        time.runFor(ofMinutes(6));

        assertThat(holder(api)).isEqualTo("nobody");
        assertThat(holder(web)).isEqualTo("Ann");
        assertThat(run.isEnded()).isFalse();
    }

    @Test
    void the_loser_is_told_who_holds_it_and_since_when_and_writes_nothing() {
        Run run = under(Severity.SIGNIFICANT);

        RollbackReport report = bob.execute(plan(Severity.SIGNIFICANT, web, api));

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refusals(report)).containsExactly("web LEASE_HELD", "api LEASE_HELD");
        assertThat(report.refusals().get(0).finding().text())
                .isEqualTo(
                        "Another run may change lever:eu-west-1/123456789012/web: it is changed by Ann (run " + run.id()
                                + " of checkout, SIGNIFICANT: 5xx at 7 %) since 2026-11-20T12:00:00Z until 2026-11-20T12:01:30Z unless renewed.");
        assertThat(web.reconciled()).isZero();
        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void what_somebody_holds_since_the_preview_refuses_the_start_and_keeps_nothing() {
        Preview preview = bob.preview(plan(Severity.SIGNIFICANT, new Lever("other"), web));
        under(Severity.SIGNIFICANT);

        RollbackReport report = bob.execute(preview);

        assertThat(refusals(report)).containsExactly("web LEASE_HELD");
        assertThat(holder(new Lever("other"))).isEqualTo("nobody");
    }

    @Test
    void what_is_done_with_is_free_for_others() {
        under(Severity.SIGNIFICANT).await();
        web.serving = Lever.BAD;

        assertThat(bob.execute(plan(Severity.SIGNIFICANT, web)).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void overriding_takes_it_by_force_and_who_had_it_stops_and_says_so() {
        Run run = under(Severity.CRITICAL);
        Lever same = new Lever("api");

        Preview preview = bob.preview(plan(Severity.MINOR, same)).override("LEASE_HELD", "Ann's machine hangs");
        RollbackReport forced = bob.execute(preview);
        time.runFor(ofSeconds(30));

        assertThat(forced.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        RollbackReport lost = run.await();
        assertThat(lost.step("api").seen().evidence())
                .contains("the target was taken from this run: It was taken by force by Bob")
                .contains("Ann's machine hangs");
        assertThat(web.reconciled()).isZero();
    }

    @Test
    void a_worse_problem_waits_until_the_holder_gives_way_between_two_steps() {
        Run run = under(Severity.MINOR);

        Run worse = bob.start(plan(Severity.CRITICAL, web));

        assertThat(worse.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(run.isEnded()).isFalse();
        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void what_is_under_way_is_not_given_up() {
        Run run = under(Severity.MINOR);
        int before = (int) api.reconciled();

        RollbackReport worse = bob.execute(plan(Severity.CRITICAL, new Lever("api")));

        assertThat(refusals(worse)).containsExactly("api LEASE_HELD");
        assertThat(api.reconciled()).isGreaterThan(before);
        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void the_preview_says_that_a_milder_run_will_be_asked() {
        under(Severity.MINOR);

        Preview preview = bob.preview(plan(Severity.MAJOR, web));

        assertThat(preview.isBlocked()).isFalse();
        assertThat(preview.findings()).extracting(Finding::code).contains("LEASE_WILL_BE_ASKED");
    }

    @Test
    void what_is_there_already_needs_no_lease() {
        under(Severity.SIGNIFICANT);
        Lever there = new Lever("web");
        there.serving = Lever.GOOD;

        RollbackPlan plan = RollbackPlan.named("checkout")
                .rollBack("web", there, step -> step.to(VersionSelector.exactly("good")))
                .build();

        assertThat(bob.execute(plan).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    void leases_that_are_away_refuse_a_start_unless_somebody_says_why_not() {
        leases.failure = FlakyLeases.away();

        RollbackReport refused = bob.execute(plan(Severity.MAJOR, api));
        Preview preview = bob.preview(plan(Severity.MAJOR, api)).override("LEASE_UNKNOWN", "I am alone");

        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refusals(refused)).containsExactly("api LEASE_UNKNOWN");
        assertThat(bob.execute(preview).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void leases_that_go_away_while_it_runs_let_what_is_under_way_end_and_nothing_new_begin() {
        Run run = under(Severity.SIGNIFICANT);
        leases.failure = FlakyLeases.away();

        time.runFor(ofMinutes(8));

        assertThat(api.serving.id()).isEqualTo("good");
        assertThat(web.reconciled()).isZero();
        assertThat(run.status().step("web").seen().evidence()).startsWith("waits for its turn: ");
        leases.failure = null;
        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void leases_that_stay_away_end_it_in_time() {
        Run run = under(Severity.SIGNIFICANT);
        leases.failure = FlakyLeases.away();

        RollbackReport report = run.await();

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(web.serving.id()).isEqualTo("bad");
    }

    @Test
    void a_run_that_is_resumed_takes_up_its_own_leases_at_once() {
        InMemoryJournal journal = new InMemoryJournal();
        FlakyLeases stuck = new FlakyLeases();
        HandTime later = new HandTime();
        api.reconcile = (change, attempt) -> drains();
        RollbackEngine first = RollbackEngine.with(
                journal, options -> options.time(time).leases(stuck).seed(7));
        Run run = first.start(plan(Severity.SIGNIFICANT, api));
        time.runFor(ofSeconds(5));
        api.reconcile = api::go;

        try (RollbackEngine second =
                RollbackEngine.with(journal, options -> options.time(later).leases(stuck))) {
            later.runFor(ofSeconds(10));
            assertThat(second.resume(run.id(), plan(Severity.SIGNIFICANT, api))
                            .await()
                            .outcome())
                    .isEqualTo(Outcome.ROLLED_BACK);
        }
    }

    @Test
    void what_is_said_to_a_resumed_run_before_the_store_answers_takes_no_target_from_it() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .inParallel(group -> group.rollBack(api).approve("sign-off"))
                .build();
        InMemoryJournal journal = new InMemoryJournal();
        api.reconcile = (change, attempt) -> drains();
        RollbackEngine first = RollbackEngine.with(
                journal, options -> options.time(time).leases(leases).seed(7));
        Run lost = first.start(plan);
        time.runFor(ofSeconds(5));
        first.close();
        api.reconcile = api::go;
        HandTime later = new HandTime();
        later.runFor(ofMinutes(5));
        leases.asked = () -> later.spend(ofSeconds(3));
        RollbackEngine second =
                RollbackEngine.with(journal, options -> options.time(later).leases(leases));

        Run run = second.resume(lost.id(), plan);
        run.approve("Ann");

        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void a_closed_engine_lets_go_of_its_targets() {
        under(Severity.SIGNIFICANT);

        ann.close();

        assertThat(holder(api)).isEqualTo("nobody");
    }

    @Test
    void what_may_have_to_be_put_back_is_held_to_the_end_and_put_back_under_the_same_lease() {
        web.reconcile =
                (change, attempt) -> attempt.now().isBefore(attempt.plannedAt().plus(ofMinutes(3)))
                        ? drains()
                        : change.takesBack().isPresent()
                                ? web.go(change, attempt)
                                : Progress.failed(FailureKind.VERSION, "crash");
        Run run = ann.start(RollbackPlan.named("checkout")
                .onFailure(FailurePolicy.RESTORE)
                .rollBack(api)
                .rollBack(web)
                .build());
        time.runFor(ofMinutes(2));
        assertThat(api.serving.id()).isEqualTo("good");
        assertThat(holder(api)).isEqualTo("Ann");

        RollbackReport report = run.await();
        time.runFor(ofSeconds(5));

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(api.serving.id()).isEqualTo("bad");
        assertThat(holder(api)).isEqualTo("nobody");
        assertThat(holder(web)).isEqualTo("nobody");
    }

    @Test
    void leases_are_renewed_as_long_as_it_takes_and_not_longer() {
        Run run = under(Severity.SIGNIFICANT);
        run.await();
        int renewed = leases.renewals;
        time.runFor(ofMinutes(10));

        assertThat(renewed).isBetween(20, 60);
        assertThat(leases.renewals).isEqualTo(renewed);
    }
}
