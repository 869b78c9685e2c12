package dev.rollback.testkit;

import dev.rollback.health.Health;
import dev.rollback.run.Outline;
import dev.rollback.run.Proof;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is verified was seen to be healthy, and for as long as the plan asks. */
final class ProofWatch implements Invariant.Watch {

    @Override
    public Optional<String> atEnd(Rehearsed rehearsed) {
        return rehearsed.runs().stream().flatMap(run -> wrong(run).stream()).findFirst();
    }

    private static Optional<String> wrong(List<RunEvent> run) {
        Outline outline = ((RunEvent.RunStarted) run.get(0)).outline();
        for (int i = 0; i < run.size(); i++) {
            if (run.get(i) instanceof ProofEvent.ProofEnded ended && ended.verdict() == Verdict.HELPED) {
                Optional<String> wrong = wrong(outline, run.subList(0, i), ended);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wrong(Outline outline, List<RunEvent> before, ProofEvent.ProofEnded ended) {
        Proof proof = outline.steps().get(ended.step()).proofs().get(ended.proof());
        ProofEvent.ProofLooked look = last(before, ended.step());
        if (look == null || look.health().verdict() != Health.Verdict.HEALTHY) {
            return Optional.of(proof.name() + " is reported to have passed, and what was seen last is "
                    + (look == null ? "nothing" : seen(look.health())) + ".");
        }
        Duration held = Duration.between(look.at(), ended.at());
        Duration wanted = proof.verification().forAtLeast();
        return held.compareTo(wanted) < 0
                ? Optional.of(proof.name() + " is reported to have passed after it had held for " + held + ", expected "
                        + wanted + ".")
                : Optional.empty();
    }

    /** The look that the streak began with: the journal keeps only those that brought news. */
    private static ProofEvent.@Nullable ProofLooked last(List<RunEvent> before, int step) {
        for (int i = before.size() - 1; i >= 0; i--) {
            if (before.get(i) instanceof ProofEvent.ProofLooked look && look.step() == step) {
                return look;
            }
        }
        return null;
    }

    private static String seen(Health health) {
        return health.verdict() + ": " + health.evidence();
    }
}
