package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.lease.Severity;
import dev.rollback.notify.Message;
import dev.rollback.notify.Occasion;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What people are told of a run, and when. */
class EngineMessagesTest {

    private final Listening chat = new Listening();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private Bench bench() {
        return bench(options -> {});
    }

    private Bench bench(Consumer<NotifierOptions> more) {
        return new Bench(options -> options.notifier(chat, more));
    }

    private static Progress waits() {
        return Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10));
    }

    private static Lever waiting(Lever lever, int looks) {
        return lever.first(new ArrayList<>(Collections.nCopies(looks, waits())));
    }

    private RollbackPlan verified(Health health) {
        return Bench.begun(api)
                .severity(Severity.MAJOR)
                .verify("error rate", Probe.of("errors", look -> health), hold -> hold.times(1))
                .build();
    }

    @Test
    void tells_of_begin_service_end_and_all_clear() {
        Bench bench = bench();
        waiting(api, 1);

        RollbackReport report = bench.engine.execute(verified(Health.healthy("0.1 %")));
        bench.close();

        assertThat(chat.titles())
                .containsExactly(
                        "checkout: rollback started",
                        "checkout: all targets serve the wanted versions",
                        "checkout: rolled back",
                        "checkout: all clear, users are well");
        assertThat(chat.occasions())
                .containsExactly(Occasion.STARTED, Occasion.PROGRESS, Occasion.DONE, Occasion.ALL_CLEAR);
        assertThat(chat.sent)
                .allSatisfy(message -> assertThat(message.head())
                        .returns(report.run(), Message.Head::run)
                        .returns("checkout", Message.Head::plan)
                        .returns(Severity.MAJOR, Message.Head::severity)
                        .returns("", Message.Head::incident))
                .extracting(Message::id)
                .containsExactly(
                        report.run() + "-started",
                        report.run() + "-serving",
                        report.run() + "-ended",
                        report.run() + "-all-clear");
    }

    @Test
    void the_first_names_what_goes_from_where_to_where_and_why() {
        Bench bench = bench(options -> options.commands(run -> List.of("cancel: rollback cancel " + run)));
        waiting(api, 1);

        Run run = bench.engine.start(Bench.plan(api, web));
        bench.time.runFor(ofSeconds(1));

        Message first = chat.only(Occasion.STARTED);
        assertThat(first.text())
                .isEqualTo("Reason: 5xx at 7 %\nRun " + run.id()
                        + " has until 2026-11-20 14:00:00 UTC.\ncancel: rollback cancel " + run.id());
        assertThat(first.moves())
                .containsExactly(
                        new Message.Move("api", "api", "bad", "good", "waiting"),
                        new Message.Move("web", "web", "bad", "good", "waiting"));
        assertThat(first.head().at()).isEqualTo(HandTime.NOON);
    }

    @Test
    void what_people_outside_are_told_names_nothing_inside() {
        Bench bench = bench(options -> options.publicName(plan -> "The " + plan));
        waiting(api, 40);

        bench.engine.execute(verified(Health.healthy("0.1 %")));
        bench.close();

        assertThat(chat.sent)
                .extracting(Message::statusUpdate)
                .containsExactly(
                        "12:00 UTC: There is a problem with The checkout. We are bringing back the version that worked before."
                                + " We will tell more by 12:05 UTC.",
                        "12:05 UTC: The checkout is being brought back. We will tell more by 12:10 UTC.",
                        "12:06 UTC: The checkout is back at the version that worked before. We are watching whether all is well.",
                        "12:06 UTC: The checkout is back at the version that worked before. We are watching whether all is well.",
                        "12:06 UTC: The checkout works again. The version that worked before is back since 12:06 UTC.");
    }

    @Test
    void tells_how_far_it_is_as_often_as_asked() {
        Bench bench = bench(options -> options.only(Occasion.PROGRESS).progressEvery(ofMinutes(1)));
        waiting(api, 15);
        waiting(web, 14);

        bench.engine.execute(Bench.plan(api, web));
        bench.close();

        assertThat(chat.titles())
                .containsExactly(
                        "checkout: rollback under way, 0 of 2 served",
                        "checkout: rollback under way, 0 of 2 served",
                        "checkout: rollback under way, 1 of 2 served",
                        "checkout: rollback under way, 1 of 2 served",
                        "checkout: all targets serve the wanted versions");
        assertThat(chat.sent.get(0).text()).isEqualTo("api: draining (50 %)");
        assertThat(chat.sent.get(2).head().at()).isEqualTo(HandTime.NOON.plus(ofMinutes(3)));
    }

    @Test
    void tells_nothing_of_progress_where_nobody_wants_it() {
        Bench bench = bench(options -> options.only(Occasion.STARTED, Occasion.DONE));
        waiting(api, 40);

        bench.engine.execute(Bench.plan(api));
        bench.close();

        assertThat(chat.occasions()).containsExactly(Occasion.STARTED, Occasion.DONE);
        assertThat(chat.sent.get(0).statusUpdate()).doesNotContain("We will tell more");
    }

    @Test
    void an_approval_that_waits_names_how_to_approve() {
        Bench bench = bench();
        RollbackPlan plan = RollbackPlan.named("checkout")
                .approve("sign-off", 2)
                .rollBack(api)
                .build();

        Run run = bench.engine.start(plan);
        bench.time.runFor(ofSeconds(5));

        Message message = chat.only(Occasion.APPROVAL_NEEDED);
        assertThat(message.title()).isEqualTo("checkout: rollback waits for approval");
        assertThat(message.text().lines().toList())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("Step \"sign-off\" waits until 2026-11-2")
                .endsWith(" for 2 people to approve it.");
        assertThat(message.text())
                .contains("approve: engine.run(new RunId(\"" + run.id() + "\")).approve(\"sign-off\", who, why)")
                .contains("deny: engine.run(new RunId(\"" + run.id() + "\")).deny(\"sign-off\", who, why)");
        assertThat(message.nextAction()).isEqualTo("Approve or deny step \"sign-off\".");
        assertThat(message.moves()).hasSize(1);
    }

    @Test
    void an_approval_names_the_commands_of_the_program_instead() {
        Bench bench = bench(options -> options.commands(run -> List.of("approve: rollback approve " + run)));

        Run run = bench.engine.start(
                RollbackPlan.named("checkout").approve("go", 1).rollBack(api).build());
        bench.time.runFor(ofSeconds(5));

        assertThat(chat.only(Occasion.APPROVAL_NEEDED).text())
                .contains("for somebody to approve it.\napprove: rollback approve " + run.id())
                .doesNotContain("engine.run");
    }

    @Test
    void a_refusal_is_a_failure_and_nothing_has_started() {
        Bench bench = bench();

        bench.engine.execute(RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("none")))
                .build());
        bench.close();

        assertThat(chat.titles()).containsExactly("checkout: rollback REFUSED, nothing was written");
        Message message = chat.only(Occasion.FAILED);
        assertThat(message.text())
                .startsWith("It ended REFUSED, UNKNOWN after 0 ms.\n")
                .contains("none");
        assertThat(message.statusUpdate())
                .isEqualTo("12:00 UTC: What we tried has not ended the problem with checkout. We are working on it.");
    }

    @Test
    void what_did_not_help_is_a_failure_without_an_all_clear() {
        Bench bench = bench();

        RollbackReport report = bench.engine.execute(verified(Health.unhealthy("7 %")));
        bench.close();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(chat.occasions()).endsWith(Occasion.FAILED).doesNotContain(Occasion.DONE, Occasion.ALL_CLEAR);
        assertThat(chat.only(Occasion.FAILED))
                .returns("checkout: rolled back, and it DID NOT HELP", Message::title)
                .returns(report.nextAction(), Message::nextAction);
    }

    @Test
    void without_a_verification_it_is_done_and_nobody_says_that_all_is_clear() {
        Bench bench = bench();

        bench.execute(api);
        bench.close();

        assertThat(chat.occasions()).endsWith(Occasion.DONE).doesNotContain(Occasion.ALL_CLEAR);
    }

    @Test
    void what_puts_back_after_a_failure_is_told_as_part_of_the_run() {
        Bench bench = bench();
        web.reconcile = (change, attempt) -> Progress.failed(FailureKind.VERSION, "crashes");
        RollbackPlan plan =
                Bench.begun(api, web).onFailure(FailurePolicy.RESTORE).build();

        RollbackReport report = bench.engine.execute(plan);
        bench.close();

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(chat.titles())
                .containsExactly(
                        "checkout: rollback started",
                        "checkout: puts everything back as it was found",
                        "checkout: rollback FAILED, everything was put back as it was found");
        assertThat(chat.only(Occasion.PROGRESS).text()).startsWith("Step \"web\" failed, so everything is put back");
        assertThat(chat.sent).allMatch(message -> message.head().run().equals(report.run()));
    }

    @Test
    void taking_a_run_back_is_told_as_that() {
        Bench bench = bench();
        RunId run = bench.execute(api).run();
        bench.time.runFor(ofMinutes(1));
        chat.sent.clear();

        bench.engine.undo(run, Bench.plan(api)).await();
        bench.close();

        assertThat(chat.titles())
                .containsExactly(
                        "checkout: taking run " + run + " back started", "checkout: run " + run + " is taken back");
        assertThat(chat.only(Occasion.DONE).statusUpdate())
                .startsWith("12:01 UTC: The last change to checkout is taken back.");
    }

    @Test
    void nobody_is_told_of_drills_unless_they_ask() {
        Listening all = new Listening("all");
        Bench bench = new Bench(options ->
                options.notifier(chat).notifier(all, said -> said.drills().only(Occasion.STARTED)));

        bench.engine.drill("123456789012", Bench.plan(api));
        bench.close();

        assertThat(chat.asked).isEmpty();
        assertThat(all.titles()).hasSize(2).allMatch(title -> title.startsWith("DRILL, checkout: "));
    }

    @Test
    void of_very_many_targets_the_first_are_listed() {
        Bench bench = bench();
        RollbackPlan.Builder plan = RollbackPlan.named("fleet");
        for (int i = 0; i < 60; i++) {
            plan.rollBack(new Lever("api-" + i));
        }

        bench.engine.execute(plan.build());
        bench.close();

        assertThat(chat.only(Occasion.STARTED).moves()).hasSize(50);
        assertThat(chat.only(Occasion.STARTED).text()).endsWith("Of what moves, 10 more are not listed.");
    }

    private RollbackPlan ofAnIncident() {
        return RollbackPlan.named("checkout")
                .severity(Severity.MINOR)
                .incidentStartedAt(HandTime.NOON)
                .incident(incident -> incident.id("INC-4711")
                        .owner("payments")
                        .contacts("Ann", "Bob", "Cid")
                        .rto(ofMinutes(40))
                        .runbook("https://wiki.example.com/checkout"))
                .rollBack(api)
                .build();
    }

    @Test
    void the_incident_is_named_and_what_is_known_of_it_told_at_the_begin() {
        Bench bench = bench();

        bench.engine.start(ofAnIncident());
        bench.time.runFor(ofSeconds(5));

        assertThat(chat.sent).allMatch(message -> message.head().incident().equals("INC-4711"));
        assertThat(chat.titles()).allMatch(title -> title.startsWith("INC-4711 checkout: "));
        assertThat(chat.only(Occasion.STARTED).text())
                .contains(
                        "service   owned by payments",
                        "contacts  Ann, then Bob, then Cid",
                        "runbook   https://wiki.example.com/checkout");
        assertThat(chat.only(Occasion.STARTED).statusUpdate()).doesNotContain("INC-4711", "Ann");
    }

    @Test
    void what_is_late_is_told_with_whom_to_call() {
        Bench bench = bench(options -> options.only(Occasion.LATE));

        Run run = bench.engine.start(ofAnIncident());
        bench.time.runFor(ofMinutes(60));

        assertThat(chat.sent)
                .extracting(Message::title, Message::nextAction)
                .containsExactly(
                        tuple("INC-4711 checkout: rollback has NOT BEGUN in time", "Call Bob."),
                        tuple("INC-4711 checkout: rollback has NOT BEGUN in time", "Call Cid."),
                        tuple("INC-4711 checkout: rollback MISSES the recovery time", "Tell whoever waits."));
        assertThat(chat.sent.get(0).text()).isEqualTo("The rollback was to have begun by 2026-11-20 12:15:00 UTC.");
        assertThat(chat.sent.get(2).text())
                .isEqualTo("Users were to get the wanted versions by 2026-11-20 12:40:00 UTC, and do not.\n"
                        + "approval: waits for approval");
        assertThat(chat.sent).extracting(Message::id).doesNotHaveDuplicates();
        assertThat(run.isEnded()).isFalse();
    }

    @Test
    void broken_glass_is_told() {
        Bench bench = bench(options -> options.only(Occasion.PROGRESS));
        waiting(api, 3);

        Run run = bench.engine.start(ofAnIncident());
        bench.time.runFor(ofSeconds(5));
        run.breakGlass("Ann", "users cannot pay");
        bench.time.runFor(ofSeconds(5));

        assertThat(chat.titles()).containsExactly("INC-4711 checkout: rollback goes on without approvals");
        assertThat(chat.only(Occasion.PROGRESS).text())
                .isEqualTo("Ann broke the glass: users cannot pay\nNo step waits for an approval any more.");
    }
}
