package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.journal.FileJournal;
import dev.rollback.notify.Delivery;
import dev.rollback.notify.Message;
import dev.rollback.notify.Notifier;
import dev.rollback.notify.Occasion;
import dev.rollback.run.RunId;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of messages, and what another process makes of it. */
class EngineDeliveriesTest {

    private final HandTime time = new HandTime();
    private final FlakyJournal journal = new FlakyJournal();
    private final Listening chat = new Listening();
    private final Lever api = new Lever("api");

    @TempDir
    Path folder;

    private Bench bench(Notifier... notifiers) {
        return bench(time, options -> List.of(notifiers).forEach(options::notifier));
    }

    private Bench bench(HandTime at, Consumer<EngineOptions> more) {
        return new Bench(at, journal, more);
    }

    private static TargetException passing() {
        return TargetException.of(Kind.TRANSIENT, "chat is away");
    }

    @Test
    void closing_the_engine_lets_what_waits_go_out_for_a_while() {
        chat.before = (message, attempt) -> {
            if (attempt.number() == 1) {
                throw passing();
            }
        };
        Bench bench = bench(time, options -> options.notifier(chat, said -> said.only(Occasion.DONE)));

        Run run = bench.engine.start(Bench.plan(api));
        run.await();
        List<Message> before = List.copyOf(chat.sent);
        bench.close();

        assertThat(before).isEmpty();
        assertThat(chat.occasions()).containsExactly(Occasion.DONE);
        assertThat(journal.kept.ledger(run.id(), 1).lines())
                .singleElement()
                .asString()
                .contains("\tSENT\tDONE\t" + run.id() + "-ended\t2\tchat\t");
    }

    @Test
    void closing_the_engine_does_not_wait_for_long() {
        chat.before = (message, attempt) -> {
            throw TargetException.throttled("slow down", ofMinutes(5));
        };
        Bench bench = bench(chat);
        bench.engine.execute(Bench.plan(api));
        Instant ended = time.instant();

        bench.close();
        bench.close();

        assertThat(time.instant()).isEqualTo(ended.plusSeconds(10));
    }

    @Test
    void a_run_that_is_resumed_sends_what_was_not_sent_and_repeats_nothing() {
        chat.before = (message, attempt) -> {
            if (message.occasion() != Occasion.STARTED) {
                throw passing();
            }
        };
        RollbackPlan plan =
                RollbackPlan.named("checkout").approve("go", 1).rollBack(api).build();
        RunId run = bench(chat).engine.start(plan).id();
        time.runFor(ofSeconds(5));
        Listening again = new Listening();
        HandTime later = new HandTime();
        later.runFor(ofMinutes(1));
        Bench second = bench(later, options -> options.notifier(again));

        Run resumed = second.engine.resume(run, plan);
        later.runFor(ofSeconds(1));
        resumed.approve("Ann");
        resumed.await();
        second.close();

        assertThat(chat.occasions()).containsExactly(Occasion.STARTED);
        assertThat(again.occasions()).containsExactly(Occasion.APPROVAL_NEEDED, Occasion.DONE);
        assertThat(again.sent.get(0).id()).isEqualTo(chat.asked.get(1).id());
    }

    /** A run that is over, of which nothing but its begin was told. */
    private RunId untold() {
        chat.before = (message, attempt) -> {
            if (message.occasion() != Occasion.STARTED) {
                throw passing();
            }
        };
        return bench(chat).engine.execute(Bench.plan(api)).run();
    }

    @Test
    void what_a_process_did_not_live_to_send_of_a_run_that_is_over_is_sent_by_the_next() {
        RunId run = untold();
        Listening again = new Listening();
        HandTime later = new HandTime();
        Bench second = bench(later, options -> options.notifier(again));

        second.engine.resend(run);
        second.close();

        assertThat(again.occasions()).containsExactly(Occasion.DONE);
        assertThat(again.sent.get(0).text()).startsWith("It ended ROLLED_BACK, UNKNOWN after");
    }

    @Test
    void resuming_all_sends_what_was_not_told_of_the_last_hour() {
        RunId run = untold();
        Listening soon = new Listening();
        Listening late = new Listening();
        HandTime within = new HandTime();
        within.runFor(ofMinutes(59));
        HandTime after = new HandTime();
        after.runFor(ofMinutes(61));

        Bench first = bench(after, options -> options.notifier(late));
        first.engine.resumeAll(name -> Bench.plan(api));
        first.close();
        Bench second = bench(within, options -> options.notifier(soon));
        List<Run> resumed = second.engine.resumeAll(name -> Bench.plan(api));
        second.close();

        assertThat(resumed).isEmpty();
        assertThat(soon.occasions()).containsExactly(Occasion.DONE);
        assertThat(soon.sent.get(0).head().run()).isEqualTo(run);
        assertThat(late.asked).isEmpty();
    }

    @Test
    void a_journal_that_is_away_keeps_no_message_back() {
        RollbackPlan plan =
                RollbackPlan.named("checkout").approve("go", 1).rollBack(api).build();
        RunId run = bench(chat).engine.start(plan).id();
        time.runFor(ofSeconds(5));
        chat.sent.clear();
        HandTime later = new HandTime();
        Bench second = bench(later, options -> options.notifier(chat));

        second.engine.resume(run, plan);
        journal.failure = FlakyJournal.full();
        later.runFor(ofSeconds(1));

        assertThat(chat.occasions()).containsExactly(Occasion.STARTED, Occasion.APPROVAL_NEEDED);
    }

    @Test
    void two_that_describe_themselves_alike_are_told_apart() {
        Listening other = new Listening("chat");
        Bench bench = bench(chat, other);

        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofSeconds(1));

        assertThat(run.messages()).extracting(Delivery::notifier).contains("chat", "chat (2)");
        assertThat(other.titles()).isEqualTo(chat.titles());
    }

    @Test
    void what_became_of_messages_is_kept_beside_a_run_in_a_folder() {
        chat.before = (message, attempt) -> {
            if (message.occasion() == Occasion.DONE) {
                throw TargetException.invalid("no\tsuch\nchannel");
            }
        };
        RunId run;
        List<Delivery> kept;
        try (FileJournal files = FileJournal.in(folder)) {
            RollbackEngine engine = RollbackEngine.with(
                    files, options -> options.time(time).seed(7).notifier(chat));
            run = engine.execute(Bench.plan(api)).run();
            time.runFor(ofSeconds(5));
            kept = engine.run(run).messages();
        }

        try (FileJournal again = FileJournal.in(folder)) {
            RollbackEngine engine = RollbackEngine.with(again, options -> options.time(new HandTime()));

            assertThat(engine.run(run).messages()).isEqualTo(kept);
        }
        assertThat(kept)
                .hasSizeGreaterThan(1)
                .last()
                .returns("no such channel", Delivery::why)
                .returns(Delivery.Fate.GIVEN_UP, Delivery::fate);
    }

    @Test
    void a_record_of_another_version_is_passed_over_or_read_as_far_as_it_is_known() {
        Run run = bench(chat).engine.start(Bench.plan(api));
        time.runFor(ofSeconds(1));
        int before = run.messages().size();

        journal.kept
                .ledger(run.id(), 1)
                .append(List.of(
                        "soon\tSENT",
                        "2026-11-20T12:00:00Z\tBOUNCED\tDONE\tid\t1\tchat\t",
                        "2026-11-20T12:00:00Z\tSENT\tDONE\tid\t1\tchat\t\tmore"));

        assertThat(run.messages()).hasSize(before + 1).last().returns("id", Delivery::message);
    }
}
