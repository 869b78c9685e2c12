package dev.rollback.journal;

import dev.rollback.health.Health;
import dev.rollback.lease.Severity;
import dev.rollback.run.ClockEvent;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Incident;
import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.Proof;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.Rollout;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.run.StepOutline.Edges;
import dev.rollback.run.StepOutline.Timing;
import dev.rollback.run.Verdict;
import dev.rollback.run.Verification;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One event of every kind, with every part of it filled at least once. They make no sensible run. */
final class EveryEvent {

    static final RunId RUN = new RunId("checkout-20261120-120000");
    private static final Instant T = Instant.parse("2026-11-20T12:00:00.007Z");
    private static final Instant LATER = T.plusSeconds(30);

    private EveryEvent() {}

    static List<RunEvent> events() {
        return List.of(
                new RunEvent.RunStarted(T, RUN, outline()),
                new RunEvent.ChangePlanned(T, 1, change()),
                new PersonEvent.Overridden(T, "UNPROVEN", "ran in staging for a week, says \"Ann\""),
                new RunEvent.Refused(T, "", Finding.hard("STALE", "the preview is stale", "preview again")),
                new RunEvent.Refused(T, "api", Finding.note("ADOPTED", "a deployment of ours goes on already")),
                new RunEvent.StepStarted(T, 1, LATER),
                new RunEvent.StepAdvanced(
                        T,
                        1,
                        "draining 2 tasks",
                        0.1,
                        Memo.of("deployment", "ecs-svc/7").with("ä", "\n"),
                        LATER),
                new RunEvent.StepAdvanced(T, 0, "", 0, Memo.empty(), LATER),
                new RunEvent.StepLooked(T, 1, LATER),
                new RunEvent.StepHindered(T, 1, TargetException.Kind.CREDENTIALS, "ExpiredToken", LATER),
                new RunEvent.StepServing(T, 1, "3 of 3 tasks run v1.2.0", Memo.of("seen", "3"), LATER),
                new RunEvent.StepSettled(
                        T, 1, Progress.settled(version("41"), "steady").fact("endpoint", "db-1")),
                new RunEvent.StepSettled(T, 2, Progress.done("")),
                new RunEvent.StepFailed(T, 1, FailureKind.REVERTED_BY_AWS, "circuit breaker"),
                new RunEvent.DeadlineExtended(T, 1, LATER),
                new RunEvent.StepTimedOut(T, 1, true, "still draining"),
                new RunEvent.StepSkipped(T, 1, "flags did not get there"),
                new RunEvent.StepStopped(T, 1, "draining"),
                new RunEvent.GateReached(T, 1, "cut-over", Memo.of("restored", "db-2")),
                new RunEvent.GatePassed(T, 1, "cut-over"),
                new RunEvent.WeightReached(T, 1, 50, LATER),
                new RunEvent.WeightRaised(T, 1, 100),
                new ProofEvent.ProofStarted(T, 1, 0, LATER),
                new ProofEvent.ProofLooked(T, 1, Health.unhealthy("503 in 12 ms"), LATER, true),
                new ProofEvent.ProofLooked(T, 1, Health.healthy("200 in 9 ms"), LATER, false),
                new ProofEvent.ProofEnded(T, 1, 0, Verdict.NOT_HELPED, "503 in 12 ms"),
                new RunEvent.StepStands(T, 1, Position.BETWEEN, "50 % on 42"),
                new PersonEvent.CancelRequested(T, "alice", "wrong service"),
                new RunEvent.PlanTimedOut(T),
                new RunEvent.RunEnded(T, Outcome.PARTIAL, Verdict.NOT_HELPED),
                new RunEvent.RunResumed(T),
                new RunEvent.RestoreDue(T, 1, new RunId(RUN.value() + "-back")),
                new PersonEvent.Approved(T, 1, "Ann", "looks right"),
                new PersonEvent.Approved(T, 1, "Bob", ""),
                new PersonEvent.Denied(T, 1, "Cyd", "wrong database"),
                new PersonEvent.StepOverridden(T, 1, "Dee", "the probe is broken"),
                new RunEvent.RunResumed(T, LATER),
                new PersonEvent.CancelRefused(T, "Eve", "enough"),
                new PersonEvent.GlassBroken(T, "Fay", "nobody answers the phone"),
                new ClockEvent.RecoveryLate(T, LATER),
                new ClockEvent.ResponseLate(T, LATER, "Gus, +49 30 1234"),
                new ClockEvent.ResponseLate(T, LATER, ""));
    }

    private static Outline outline() {
        Duration pause = Duration.ofMinutes(5);
        Verification held = new Verification(3, Duration.ofMinutes(1), Duration.ofSeconds(10), pause);
        Timing timed = new Timing(Duration.ofMinutes(15), Duration.ZERO, Duration.ofSeconds(10));
        StepOutline flags =
                new StepOutline("flags", StepKind.RUN, Edges.none(), "", timed, List.of(), StepOutline.Course.atOnce());
        StepOutline api = new StepOutline(
                "api",
                StepKind.ROLL_BACK,
                new Edges(List.of(0), List.of()),
                "eu-west-1/123456789012",
                timed,
                List.of(
                        Proof.serving("GET /health", Verification.byDefault()),
                        Proof.betweenWeights("error rate", held),
                        Proof.gate("cut-over", "row counts", held)),
                new StepOutline.Course(Rollout.percent(10).then(50).then(100).every(pause), 0));
        StepOutline join = new StepOutline(
                "",
                StepKind.JOIN,
                new Edges(List.of(0, 1), List.of(1)),
                "",
                Timing.timeout(Duration.ZERO),
                List.of(),
                StepOutline.Course.atOnce());
        Timing wait = new Timing(Duration.ZERO, pause, Duration.ZERO);
        StepOutline bake = new StepOutline(
                "bake",
                StepKind.PAUSE,
                new Edges(List.of(2), List.of()),
                "",
                wait,
                List.of(),
                StepOutline.Course.atOnce());
        return new Outline(
                "checkout",
                "5xx at 7 % since v1.3.0",
                FailurePolicy.HALT,
                Duration.ofHours(2),
                List.of(flags, api, join, bake));
    }

    /** The first event of a run that says all that can be said of its incident. */
    static RunEvent.RunStarted answeringAnIncident() {
        Outline outline = outline();
        Outline answering = new Outline(
                outline.plan(),
                outline.reason(),
                new Outline.Policy(FailurePolicy.HALT, Duration.ofHours(2), Severity.MAJOR, Duration.ZERO, null),
                List.of(),
                outline.notes(),
                null,
                incident());
        return new RunEvent.RunStarted(T, RUN, answering);
    }

    private static Incident incident() {
        return Incident.of(facts -> facts.id("INC-4711")
                        .criticality("tier 1")
                        .owner("payments")
                        .contacts("Ann", "Gus, +49 30 1234")
                        .rto(Duration.ofMinutes(30))
                        .rpo(Duration.ofHours(1))
                        .expected(Duration.ofMinutes(10))
                        .runbook("https://wiki.example.com/checkout")
                        .dashboard("https://graphs.example.com/d/7?from=now-1h")
                        .logs("/ecs/checkout")
                        .label("release", "v1.3.0"))
                .startedAt(T.minusSeconds(90));
    }

    private static Change change() {
        Tenure known = Tenure.between(T.minusNanos(1), T, "service deployment history");
        Version from = version("42").tenure(Tenure.since(T, "")).standing(Standing.SUSPECT, "served when it began");
        TargetId target = new TargetId("ecs-service", "eu-west-1/123456789012", "prod/checkout");
        return new Change(target, from, version("41").tenure(known).labelled("v1.2.0"), "checkout-20261120-1");
    }

    private static Version version(String id) {
        return Version.of("checkout:" + id, "sha256:" + id, Tenure.unknown("order of versions"));
    }
}
