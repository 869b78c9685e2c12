package dev.rollback;

import dev.rollback.journal.Request;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.Signal;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says to a run, to be held against where it stands.
 *
 * @param step the name of the step that is meant; empty for the run, or for the one that waits
 */
record Word(Request.Kind kind, String step, String who, String why) {

    Word {
        if (who.isBlank()) {
            throw new IllegalArgumentException("To " + verb(kind) + " needs a name, got \"" + who
                    + "\": say who does, it is journaled and reported.");
        }
        if (why.isBlank() && needsReason(kind)) {
            throw new IllegalArgumentException("To " + verb(kind) + " needs a reason, got \"" + why
                    + "\": say why, it is journaled and reported.");
        }
    }

    private static boolean needsReason(Request.Kind kind) {
        return switch (kind) {
            case DENY, OVERRIDE, BREAK_GLASS -> true;
            case APPROVE, CANCEL -> false;
        };
    }

    private static String verb(Request.Kind kind) {
        return kind == Request.Kind.BREAK_GLASS
                ? "break the glass"
                : kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * As a request to the run that stands like this.
     *
     * @throws RollbackException when the step does not wait for it; says which do; or when the run to be cancelled puts everything back
     */
    Request about(RunState state, Instant at) {
        if (kind == Request.Kind.CANCEL) {
            requireStoppable(state);
            return Request.cancel(at, who, why);
        }
        if (state.isEnded()) {
            throw RollbackException.notAsked(state.run(), verb(kind), "it has ended", List.of());
        }
        if (kind == Request.Kind.BREAK_GLASS) {
            return Request.breakGlass(at, who, why);
        }
        Predicate<StepState> waits = kind == Request.Kind.OVERRIDE ? StepState::isHeldUp : StepState::awaitsApproval;
        List<StepState> waiting = state.steps().stream().filter(waits).toList();
        List<StepState> meant = waiting.stream()
                .filter(candidate ->
                        step.isEmpty() || candidate.outline().name().equals(step))
                .toList();
        if (meant.size() != 1) {
            throw RollbackException.notAsked(state.run(), verb(kind), problem(state, meant.isEmpty()), names(waiting));
        }
        StepState found = meant.get(0);
        return new Request(at, kind, found.outline().name(), found.round(), who, why);
    }

    /** Putting back is not stopped half way. */
    private static void requireStoppable(RunState state) {
        if (state.isEnded()) {
            return;
        }
        if (state.isRestoreDue()) {
            throw RollbackException.notCancelled(
                    state.run(),
                    "it puts everything back as it was found, as run "
                            + state.run().back());
        }
        if (state.isPuttingBack()) {
            RunId done = state.outline().undoes().orElseThrow();
            throw RollbackException.notCancelled(state.run(), "it puts back as found what run " + done + " did");
        }
    }

    private String problem(RunState state, boolean none) {
        if (!none) {
            return "several steps wait";
        }
        String what = kind == Request.Kind.OVERRIDE ? "an approval or a verification" : "an approval";
        if (step.isEmpty()) {
            return "no step waits for " + what;
        }
        boolean known = state.steps().stream()
                .anyMatch(candidate -> candidate.outline().name().equals(step));
        return known ? "step \"" + step + "\" does not wait for " + what : "no step is called \"" + step + "\"";
    }

    private static List<String> names(List<StepState> steps) {
        return steps.stream().map(step -> step.outline().name()).toList();
    }

    /** As the heart takes a request; null if the run has no such step. */
    static @Nullable Signal signal(RunState state, Request request) {
        if (request.kind() == Request.Kind.CANCEL) {
            return new Signal.Cancel(request.who(), request.why());
        }
        if (request.kind() == Request.Kind.BREAK_GLASS) {
            return new Signal.BreakGlass(request.who(), request.why());
        }
        Signal.Decision decision = decision(request.kind());
        return state.steps().stream()
                .filter(step -> step.outline().kind() != StepKind.JOIN
                        && step.outline().name().equals(request.step()))
                .findFirst()
                .map(step -> new Signal.Decided(step.index(), request.round(), decision, request.who(), request.why()))
                .orElse(null);
    }

    private static Signal.Decision decision(Request.Kind kind) {
        return switch (kind) {
            case APPROVE -> Signal.Decision.APPROVE;
            case DENY -> Signal.Decision.DENY;
            case OVERRIDE -> Signal.Decision.OVERRIDE;
            case CANCEL, BREAK_GLASS ->
                throw new IllegalStateException("To " + verb(kind) + " is no decision on a step");
        };
    }
}
