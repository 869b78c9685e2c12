package dev.rollback.examples.mutants;

import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.examples.mutants.Mutant.Cause;
import dev.rollback.examples.mutants.Mutant.Hunt;
import dev.rollback.health.Health;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.StepState;
import dev.rollback.target.Position;
import dev.rollback.testkit.Invariants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Bugs in the engine. */
final class EngineMutants {

    private static final String CORE = "dev.rollback.";

    private EngineMutants() {}

    static List<Mutant> all() {
        return List.of(
                writesFirst(),
                tooEarly(),
                unapproved(),
                passesUnseen(),
                noDeadline(),
                saysDone(),
                wrongWayRound(),
                givesUp(),
                dryRun(),
                notLocated(),
                takenForDone(),
                waitsForMessages(),
                showsValues());
    }

    private static Mutant writesFirst() {
        return new Mutant(
                "write before journal",
                "events are kept until there are twelve of them, and what they announce is done meanwhile",
                List.of(
                        new Bug(CORE + "JournalWriter", "write", new Twist() {
                            @Override
                            public Object @Nullable [] instead(Called call) {
                                List<?> waiting = (List<?>) Hidden.field(call.self(), "pending");
                                boolean over = waiting.stream().anyMatch(RunEvent.RunEnded.class::isInstance);
                                return over || waiting.size() >= 12 ? null : new Object[1];
                            }
                        }),
                        new Bug(CORE + "JournalWriter", "isBehind", Twist.answering(behind -> false))),
                new Hunt(Story.ALIAS, Exploring.PLAIN_RUN),
                new Cause(Invariants.WRITE_AHEAD, "lambda:UpdateAlias"));
    }

    private static Mutant tooEarly() {
        return new Mutant(
                "dependants start too early",
                "what comes after a step starts when the step has started",
                List.of(new Bug(CORE + "run.StepState", "isReleased", new Twist() {
                    @Override
                    public Object answer(Called call, @Nullable Object answered) {
                        return !Hidden.field(call.self(), "phase").toString().equals("WAITING");
                    }
                })),
                new Hunt(Story.CHECKOUT, Exploring.PLAIN_RUN),
                new Cause(Invariants.IN_ORDER, "began before limits served"));
    }

    private static Mutant unapproved() {
        return new Mutant(
                "goes on unapproved",
                "a step that waits for people counts none as missing",
                List.of(new Bug(CORE + "run.StepState", "approvalsMissing", Twist.answering(missing -> 0))),
                new Hunt(Story.ALIAS_TO_BE_APPROVED, Exploring.PLAIN_RUN),
                new Cause(Invariants.IN_ORDER, "it began before approval served"));
    }

    private static Mutant passesUnseen() {
        return new Mutant(
                "passed because nothing was seen",
                "a probe that could not look counts as healthy",
                List.of(new Bug(Health.class.getName(), "isHealthy", new Twist() {
                    @Override
                    public Object answer(Called call, @Nullable Object answered) {
                        return call.self(Health.class).verdict() != Health.Verdict.UNHEALTHY;
                    }
                })),
                new Hunt(Story.CHECKOUT_IN_THE_DARK, Exploring.PLAIN_RUN),
                new Cause(Invariants.VERIFIED_IS_SEEN, "UNKNOWN"));
    }

    private static Mutant noDeadline() {
        return new Mutant(
                "the deadline never comes",
                "the plan's time is over, and nobody looks",
                List.of(
                        new Bug(CORE + "run.Turn", "passDeadline", Twist.instead(call -> "")),
                        new Bug(CORE + "run.Turn", "wake", new Twist() {
                            @Override
                            public @Nullable Object answer(Called call, @Nullable Object answered) {
                                Instant soon = ((Instant) Hidden.call(call.self(), "now")).plusSeconds(10);
                                return answered instanceof Instant wake && wake.isBefore(soon) ? soon : answered;
                            }
                        })),
                new Hunt(Story.SERVICE_WITHOUT_ROOM, Exploring.PLAIN_RUN),
                new Cause(Invariants.ENDS_IN_TIME, "its deadline was"));
    }

    private static Mutant saysDone() {
        return new Mutant(
                "called rolled back with one between",
                "a run that is over counts as rolled back, wherever its targets stand",
                List.of(new Bug(
                        CORE + "run.Ending",
                        "outcome",
                        Twist.answering(outcome -> outcome == Outcome.PARTIAL || outcome == Outcome.FAILED
                                ? Outcome.ROLLED_BACK
                                : outcome))),
                new Hunt(Story.ALIAS, Exploring.EVERY_FAULT),
                new Cause(Invariants.SUCCESS_SERVES, "lambda:"));
    }

    private static Mutant wrongWayRound() {
        return new Mutant(
                "put back in the wrong order",
                "all is put back at once",
                List.of(new Bug(
                        CORE + "TakeBack", "back", Twist.first(call -> call.arguments()[1] = nothingBefore(call)))),
                new Hunt(Story.ALL_OR_NOTHING, Exploring.PLAIN_RUN),
                new Cause(Invariants.PUT_BACK_IN_ORDER, "limits began to be put back before indexer was"));
    }

    private static Object nothingBefore(Twist.Called call) {
        return Hidden.make(call.arguments()[1].getClass(), List.of(), List.of());
    }

    private static Mutant givesUp() {
        return new Mutant(
                "gives up at the first that cannot be put back",
                "when one cannot be put back, the others are left",
                List.of(new Bug(CORE + "run.Followers", "isPassedBy", Twist.answering(passed -> false))),
                new Hunt(Story.NOT_ALL, Exploring.PLAIN_RUN),
                new Cause(Invariants.RESTORES_ALL, "Nobody tried to put appconfig-profile"));
    }

    private static Mutant dryRun() {
        ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
        return new Mutant(
                "the dry run is none",
                "a preview carries the plan out",
                List.of(new Bug(RollbackEngine.class.getName(), "preview", Twist.first(call -> {
                    if (!inside.get() && call.arguments()[0] instanceof RollbackPlan plan) {
                        inside.set(true);
                        var unused = call.self(RollbackEngine.class).execute(plan);
                        inside.remove();
                    }
                }))),
                new Hunt(Story.ALIAS, Exploring.PLAIN_RUN),
                new Cause(Invariants.PREVIEW_READS, "lambda:UpdateAlias"));
    }

    private static Mutant notLocated() {
        return new Mutant(
                "nobody looks where it stands",
                "a step that failed is over, and its target is not looked at any more",
                List.of(new Bug(CORE + "run.StepState", "needsPosition", Twist.answering(needed -> false))),
                new Hunt(Story.ALIAS, Exploring.EVERY_FAULT),
                new Cause(Invariants.EACH_TARGET_NAMED, "lambda:"));
    }

    private static Mutant takenForDone() {
        return new Mutant(
                "taken for done after a crash",
                "a step that was under way when the process died counts as done when the run is carried on",
                List.of(new Bug(CORE + "run.StepState", "resume", Twist.first(call -> {
                    if (Hidden.field(call.self(), "phase") == StepState.Phase.RUNNING) {
                        Hidden.set(call.self(), "phase", StepState.Phase.SETTLED);
                        Hidden.set(call.self(), "position", Position.TO);
                    }
                }))),
                new Hunt(Story.SERVICE, Exploring.EVERY_CRASH),
                new Cause(Invariants.CRASH_SAFE, "the process dies"));
    }

    private static Mutant waitsForMessages() {
        return new Mutant(
                "waits for its messages",
                "the report of a run waits until its messages are sent",
                List.of(new Bug(CORE + "Listeners", "told", new Twist() {
                    @Override
                    public @Nullable Object answer(Called call, @Nullable Object answered) {
                        Object messages = Hidden.field(Objects.requireNonNull(call.self()), "messages");
                        Object couriers = Hidden.field(Objects.requireNonNull(messages), "couriers");
                        CompletableFuture<?> sent = (CompletableFuture<?>) Hidden.field(couriers, "idle");
                        CompletableFuture<?> told = (CompletableFuture<?>) Objects.requireNonNull(answered);
                        List<Object> both = List.of(CompletableFuture.allOf(told, sent));
                        return both.get(0);
                    }
                })),
                new Hunt(Story.ALIAS, Exploring.BYSTANDERS),
                new Cause(Invariants.LISTENERS_HARMLESS, "A notifier that"));
    }

    private static Mutant showsValues() {
        return new Mutant(
                "a secret on the screen",
                "the preview shows what differs in the environment of a task, value by value",
                List.of(new Bug(CORE + "aws.ecs.Difference", "environment", Twist.answering(all -> {
                    Map<String, String> shown = new TreeMap<>();
                    ((Map<?, ?>) all).forEach((name, value) -> shown.put(name + "=" + value, String.valueOf(value)));
                    return shown;
                }))),
                new Hunt(Story.SERVICE, Exploring.PLAIN_RUN),
                new Cause(Invariants.NO_SECRETS, "A canary shows in the preview"));
    }
}
