package dev.rollback;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.notify.Delivery;
import dev.rollback.notify.Notifier;
import dev.rollback.notify.Occasion;
import dev.rollback.run.Outcome;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notifiers that fail, and what becomes of their messages. */
class EngineNotifiersTest {

    private final HandTime time = new HandTime();
    private final FlakyJournal journal = new FlakyJournal();
    private final Listening chat = new Listening();
    private final Lever api = new Lever("api");

    private Bench bench(Notifier... notifiers) {
        return bench(time, options -> List.of(notifiers).forEach(options::notifier));
    }

    private Bench bench(HandTime at, Consumer<EngineOptions> more) {
        return new Bench(at, journal, more);
    }

    private void slowly(int looks) {
        Progress waits = Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10));
        api.first(new ArrayList<>(Collections.nCopies(looks, waits)));
    }

    private static TargetException passing() {
        return TargetException.of(Kind.TRANSIENT, "chat is away");
    }

    private static List<String> fates(Run run) {
        return run.messages().stream()
                .map(delivery -> delivery.occasion() + " " + delivery.fate() + " after " + delivery.tries())
                .toList();
    }

    @Test
    void a_message_is_tried_again_and_the_next_waits_for_it() {
        List<Instant> tries = new ArrayList<>();
        chat.before = (message, attempt) -> {
            tries.add(time.instant());
            if (attempt.number() < 4 && message.occasion() == Occasion.STARTED) {
                throw passing();
            }
        };
        Bench bench = bench(chat);
        slowly(3);

        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofMinutes(2));

        assertThat(chat.occasions()).containsExactly(Occasion.STARTED, Occasion.DONE);
        assertThat(fates(run))
                .containsExactly("STARTED SENT after 4", "PROGRESS LEFT_OUT after 0", "DONE SENT after 1");
        assertThat(chat.only(Occasion.DONE).text()).as("nothing was missed").startsWith("It ended");
        assertThat(Duration.between(tries.get(0), tries.get(1))).isBetween(ofMillis(1_500), ofMillis(2_500));
        assertThat(Duration.between(tries.get(2), tries.get(3))).isBetween(ofSeconds(6), ofSeconds(10));
    }

    @Test
    void what_never_comes_back_is_given_up_and_told_with_the_next() {
        chat.before = (message, attempt) -> {
            if (message.occasion() == Occasion.STARTED) {
                throw passing();
            }
        };
        Bench bench = bench(chat);

        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofMinutes(10));

        assertThat(run.messages().get(run.messages().size() - 2))
                .returns(Delivery.Fate.GIVEN_UP, Delivery::fate)
                .returns(10, Delivery::tries)
                .returns("chat is away", Delivery::why)
                .returns("chat", Delivery::notifier)
                .returns(run.id() + "-started", Delivery::message);
        assertThat(chat.occasions()).containsExactly(Occasion.DONE);
        assertThat(chat.only(Occasion.DONE).text()).startsWith("2 messages before this one were not sent.\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"DENIED", "MISSING", "INVALID"})
    void what_will_not_pass_is_given_up_at_once(Kind kind) {
        chat.before = (message, attempt) -> {
            throw TargetException.of(kind, "no such channel");
        };
        Bench bench = bench(chat);

        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofMinutes(1));

        assertThat(fates(run)).contains("STARTED GIVEN_UP after 1", "DONE GIVEN_UP after 1");
    }

    @Test
    void credentials_may_be_renewed_meanwhile() {
        chat.before = (message, attempt) -> {
            if (attempt.number() == 1) {
                throw TargetException.of(Kind.CREDENTIALS, "expired");
            }
        };
        Bench bench = bench(chat);

        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofMinutes(1));

        assertThat(fates(run)).contains("STARTED SENT after 2", "DONE SENT after 2");
    }

    @Test
    void what_is_asked_too_often_is_asked_when_it_says_and_not_for_ever() {
        List<Instant> tries = new ArrayList<>();
        chat.before = (message, attempt) -> {
            tries.add(time.instant());
            throw TargetException.throttled("slow down", ofSeconds(30));
        };
        Bench bench = bench(time, options -> options.notifier(chat, only -> only.only(Occasion.STARTED)));

        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofMinutes(20));

        assertThat(fates(run)).singleElement().asString().startsWith("STARTED GIVEN_UP after ");
        assertThat(Duration.between(tries.get(0), tries.get(1))).isBetween(ofSeconds(30), ofSeconds(38));
        assertThat(Duration.between(tries.get(0), tries.get(tries.size() - 1))).isBetween(ofMinutes(14), ofMinutes(15));
    }

    @Test
    void while_one_cannot_be_sent_newer_progress_takes_the_place_of_older() {
        boolean[] away = {true};
        chat.before = (message, attempt) -> {
            if (away[0]) {
                throw TargetException.throttled("slow down", ofSeconds(60));
            }
        };
        Bench bench = bench(time, options -> options.notifier(chat, said -> said.progressEvery(ofSeconds(30))));
        slowly(60);

        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofMinutes(5));
        away[0] = false;
        bench.time.runFor(ofMinutes(2));

        assertThat(chat.occasions()).startsWith(Occasion.STARTED, Occasion.PROGRESS);
        assertThat(chat.sent.get(1).text()).containsPattern("^\\d+ messages before this one were not sent\\.\n");
        assertThat(fates(run)).contains("PROGRESS LEFT_OUT after 0");
        assertThat(run.messages().size()).isLessThan(20);
    }

    @Test
    void at_the_end_what_is_out_of_date_is_left_out() {
        boolean[] away = {true};
        chat.before = (message, attempt) -> {
            if (away[0]) {
                throw passing();
            }
        };
        RollbackPlan plan =
                RollbackPlan.named("checkout").approve("go", 1).rollBack(api).build();
        Bench bench = bench(chat);

        Run run = bench.engine.start(plan);
        bench.time.runFor(ofSeconds(5));
        run.approve("Ann");
        bench.time.runFor(ofSeconds(5));
        away[0] = false;
        bench.time.runFor(ofMinutes(2));

        assertThat(chat.occasions()).containsExactly(Occasion.STARTED, Occasion.DONE);
        assertThat(fates(run)).contains("APPROVAL_NEEDED LEFT_OUT after 0", "PROGRESS LEFT_OUT after 0");
    }

    @Test
    void one_that_hangs_is_given_up_for_the_run() {
        chat.before = (message, attempt) -> time.spend(ofMinutes(5));
        Listening other = new Listening("other");
        Bench bench = bench(chat, other);
        slowly(30);

        RollbackReport report = bench.engine.execute(Bench.plan(api));
        bench.time.runFor(ofMinutes(5));

        assertThat(report.took()).isEqualTo(ofMinutes(5));
        assertThat(chat.asked).hasSize(3);
        assertThat(other.occasions()).startsWith(Occasion.STARTED).endsWith(Occasion.DONE);
        assertThat(bench.engine.run(report.run()).messages())
                .filteredOn(delivery -> delivery.notifier().equals("chat"))
                .first()
                .returns(Delivery.Fate.GIVEN_UP, Delivery::fate)
                .returns("chat gave no answer within 10 s.", Delivery::why);
    }

    @Test
    void what_nobody_expected_ends_the_message_and_shows_no_text_of_it() {
        chat.before = (message, attempt) -> {
            if (message.occasion() == Occasion.STARTED) {
                throw new StackOverflowError("https://hooks.example.com/s3cr3t");
            }
            throw new IllegalStateException("https://hooks.example.com/s3cr3t");
        };
        Bench bench = bench(chat);

        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofMinutes(1));

        assertThat(run.status().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(run.messages())
                .allMatch(delivery -> !delivery.why().contains("s3cr3t"))
                .extracting(Delivery::why)
                .contains(
                        "chat threw what no notifier may throw, java.lang.StackOverflowError. Mend its code.",
                        "chat threw what no notifier may throw, java.lang.IllegalStateException. Mend its code.");
    }

    @Test
    void a_run_is_as_if_there_were_no_notifier() {
        slowly(30);
        Bench plain = new Bench(new HandTime(), new FlakyJournal(), options -> {});
        RollbackReport expected = plain.engine.execute(Bench.plan(api));
        slowly(30);
        api.serving = Lever.BAD;
        chat.before = (message, attempt) -> {
            time.spend(ofSeconds(3));
            throw passing();
        };

        RollbackReport report = bench(chat).engine.execute(Bench.plan(api));

        assertThat(report.toJson()).isEqualTo(expected.toJson());
        assertThat(journal.kept.bytes(report.run())).isEqualTo(plain.journal.kept.bytes(expected.run()));
    }

    @Test
    void options_that_throw_end_the_messages_and_not_the_run() {
        Bench bench = bench(
                time,
                options -> options.notifier(
                        chat,
                        said -> said.commands(run -> {
                            throw new StackOverflowError();
                        })));

        RollbackReport report = bench.engine.execute(Bench.plan(api));
        bench.close();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(chat.asked).isEmpty();
    }

    @Test
    void options_out_of_their_bounds_or_said_twice_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        bench(time, options -> options.notifier(chat, said -> said.progressEvery(ofMillis(999)))))
                .withMessage("progressEvery(PT0.999S) is too often: expected a second or more."
                        + " Leave PROGRESS out with only(...) if nobody wants it.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench(
                        time,
                        options -> options.notifier(
                                chat, said -> said.only(Occasion.DONE).only(Occasion.FAILED))))
                .withMessage("The option only is said twice: say it once.");
    }
}
