package dev.rollback.run;

import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What targets and actions of a scripted run answer. */
final class Answers {

    private static final Duration AGAIN = Duration.ofSeconds(10);

    private Answers() {}

    /** One answer to one call. */
    @FunctionalInterface
    interface Answer {
        Signal to(Command.Reconcile command);
    }

    /** Which answer a call gets; null while it gets none. */
    @FunctionalInterface
    interface Script {
        @Nullable
        Answer answer(Command.Reconcile command, long second);
    }

    static Answer progress(Progress progress) {
        return command -> new Signal.Answered(command.step(), command.generation(), progress);
    }

    /** Waits, done to that share; to be looked at in 10 seconds. */
    static Answer pending(String why, double share) {
        return progress(Progress.pending(why, share, Memo.empty(), AGAIN));
    }

    static Answer pending(String why) {
        return pending(why, 0);
    }

    static Answer serving() {
        return progress(Progress.serving("serves", Memo.empty(), AGAIN));
    }

    static Answer settled() {
        return progress(Progress.done("steady"));
    }

    static Answer gate(String name) {
        return progress(Progress.gate(name, Memo.of("gate", name)));
    }

    static Answer failed(String reason) {
        return progress(Progress.failed(FailureKind.VERSION, reason));
    }

    static Answer breaks(TargetException.Kind kind) {
        return command -> new Signal.CallFailed(
                command.step(), command.generation(), kind, kind.name().toLowerCase(Locale.ROOT));
    }

    /** One after the other; the last one again and again. */
    static Script inTurn(Answer... answers) {
        List<Answer> left = new ArrayList<>(List.of(answers));
        return (command, second) -> left.size() > 1 ? left.remove(0) : left.get(0);
    }

    /** As time goes by: a script that changes for good at that second. */
    static Script until(long change, Answer before, Answer after) {
        return (command, second) -> second < change ? before : after;
    }

    /** As time goes by: pending, then serving, then settled, whoever looks how often. */
    static Script serves(long from, long settled) {
        return (command, second) ->
                second < from ? pending("starts", 0.1) : second < settled ? serving() : Answers.settled();
    }

    /** Reaches each share of the traffic at once. */
    static Script byWeight() {
        return (command, second) -> command.weight() < 100 ? serving() : settled();
    }

    /** Stops at a gate until it is let through. */
    static Script behind(String gate) {
        return (command, second) -> command.gates().contains(gate) ? settled() : gate(gate);
    }

    /** Never answers. */
    static Script silent() {
        return (command, second) -> null;
    }
}
