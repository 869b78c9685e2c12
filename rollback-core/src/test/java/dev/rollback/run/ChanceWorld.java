package dev.rollback.run;

import dev.rollback.health.Health;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.SplittableRandom;

/** Answers every command as chance would have it. */
final class ChanceWorld implements Command.Visitor {

    private final SplittableRandom random;
    private Signal answer = new Signal.Cancel("nobody", "nothing was asked yet");

    ChanceWorld(SplittableRandom random) {
        this.random = random;
    }

    Signal answer(Command command) {
        command.accept(this);
        return answer;
    }

    @Override
    public void reconcile(Command.Reconcile command) {
        answer = random.nextInt(5) == 0
                ? new Signal.CallFailed(command.step(), command.generation(), pick(TargetException.Kind.values()), "no")
                : new Signal.Answered(command.step(), command.generation(), progress());
    }

    private Progress progress() {
        Duration again = Duration.ofSeconds(random.nextInt(1, 120));
        Memo memo = Memo.of("place", "" + random.nextInt(3));
        return switch (random.nextInt(9)) {
            case 0 -> Progress.done("steady");
            case 1 -> Progress.gate("gate", memo);
            case 2, 3 -> Progress.serving("serves", memo, again);
            case 4 -> random.nextInt(4) == 0 ? failed() : Progress.done("steady");
            default -> Progress.pending("waits", random.nextInt(10) / 10.0, memo, again);
        };
    }

    private Progress failed() {
        return Progress.failed(pick(FailureKind.values()), "crashes");
    }

    @Override
    public void probe(Command.Probe command) {
        Health.Verdict verdict = random.nextInt(4) > 0 ? Health.Verdict.HEALTHY : pick(Health.Verdict.values());
        answer = new Signal.Probed(command.step(), command.generation(), new Health(verdict, "seen"));
    }

    @Override
    public void locate(Command.Locate command) {
        answer = random.nextInt(8) == 0
                ? new Signal.CallFailed(command.step(), command.generation(), TargetException.Kind.DENIED, "no")
                : new Signal.Located(command.step(), command.generation(), pick(Position.values()), "looked");
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
