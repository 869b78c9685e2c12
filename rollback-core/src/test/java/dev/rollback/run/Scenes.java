package dev.rollback.run;

import static dev.rollback.run.Answers.behind;
import static dev.rollback.run.Answers.breaks;
import static dev.rollback.run.Answers.byWeight;
import static dev.rollback.run.Answers.failed;
import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.serves;
import static dev.rollback.run.Answers.settled;
import static dev.rollback.run.Answers.until;
import static dev.rollback.run.PlanSketch.action;
import static dev.rollback.run.PlanSketch.join;
import static dev.rollback.run.PlanSketch.pause;
import static dev.rollback.run.PlanSketch.plan;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static dev.rollback.run.PlanSketch.verify;

import dev.rollback.health.Health;
import dev.rollback.target.Position;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs of every shape. What the world answers goes by time, so that it answers a resumed run the same. */
final class Scenes {

    private static final Health SICK = Health.unhealthy("503");
    private static final Health WELL = Health.healthy("200");

    private Scenes() {}

    /** A run that can be begun again and again. */
    record Scene(String name, Supplier<HandRun> begin) {
        HandRun run() {
            return begin.get();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Scene scene(String name, Supplier<HandRun> begin) {
        return new Scene(name, begin);
    }

    static Stream<Scene> all() {
        return Stream.of(
                scene(
                        "straight",
                        () -> HandRun.of(
                                        rollBack("api"),
                                        rollBack("web").after("api"),
                                        action("cdn").afterSettled("web"))
                                .answers("api", serves(25, 70))
                                .answers("web", serves(60, 130))),
                scene(
                        "groups",
                        () -> HandRun.of(
                                        rollBack("flags"),
                                        rollBack("api").after("flags").proving(times(3)),
                                        rollBack("there").after("flags").alreadyThere(),
                                        join("all").after("api", "there"),
                                        pause("bake", Duration.ofMinutes(1)).after("all"),
                                        verify("error rate").after("bake").proving(times(2)))
                                .answers("api", serves(15, 300))),
                scene(
                        "halted",
                        () -> HandRun.of(
                                        rollBack("api").in("eu/1"),
                                        rollBack("web").in("us/1"),
                                        rollBack("api2").in("eu/1").after("api", "web"),
                                        rollBack("web2").in("us/1").after("web"))
                                .answers("api", until(30, pending("starts"), failed("crashes")))
                                .answers("web", serves(20, 50))),
                scene(
                        "continued",
                        () -> new HandRun(plan(
                                                rollBack("api"),
                                                rollBack("web"),
                                                rollBack("after api").after("api"),
                                                rollBack("after web").after("web"))
                                        .onFailure(FailurePolicy.CONTINUE))
                                .answers("api", until(30, pending("starts"), failed("crashes")))
                                .answers("web", serves(20, 50))),
                scene(
                        "timed out",
                        () -> HandRun.of(
                                        rollBack("api").timeout(Duration.ofMinutes(2)),
                                        action("cdn").after("api"))
                                .answers("api", until(30, pending("a", 0.1), pending("b", 0.2)))
                                .stands("api", Position.BETWEEN)),
                scene(
                        "out of all time",
                        () -> new HandRun(plan(
                                                rollBack("api"),
                                                verify("v").after("api").proving(times(30)))
                                        .within(Duration.ofMinutes(2)))
                                .answers("api", serves(30, 3000))
                                .stands("api", Position.TO)),
                scene(
                        "cancelled",
                        () -> HandRun.of(rollBack("api"), rollBack("web").after("api"))
                                .answers("api", pending("drains"))
                                .stands("api", Position.BETWEEN)
                                .cancelledAt(25)),
                scene(
                        "no credentials for a while",
                        () -> HandRun.of(rollBack("api"))
                                .answers("api", until(100, breaks(TargetException.Kind.CREDENTIALS), settled()))),
                scene(
                        "denied",
                        () -> HandRun.of(rollBack("api"), rollBack("web").after("api"))
                                .answers("api", until(20, pending("starts"), breaks(TargetException.Kind.DENIED)))),
                scene(
                        "gates",
                        () -> HandRun.of(rollBack("db").proving(Proof.gate("cut-over", "rows", times(3))))
                                .answers("db", behind("cut-over"))),
                scene(
                        "gate shut",
                        () -> HandRun.of(
                                        rollBack("db").proving(Proof.gate("cut-over", "rows", times(3))),
                                        rollBack("x").after("db"))
                                .answers("db", behind("cut-over"))
                                .sees("db", SICK)),
                scene(
                        "gradual",
                        () -> HandRun.of(rollBack("fn")
                                        .gradually(Rollout.percent(10).then(50).then(100))
                                        .proving(Proof.betweenWeights("errors", times(2)))
                                        .proving(times(2)))
                                .answers("fn", byWeight())),
                scene(
                        "gradual until it hurts",
                        () -> HandRun.of(rollBack("fn")
                                        .gradually(Rollout.percent(10).then(50).then(100))
                                        .proving(Proof.betweenWeights("errors", times(2))))
                                .answers("fn", byWeight())
                                .sees("fn", second -> second < 550 ? WELL : SICK)
                                .stands("fn", Position.BETWEEN)),
                scene(
                        "held",
                        () -> HandRun.of(verify("v")
                                        .proving(new Verification.Builder()
                                                .forAtLeast(Duration.ofMinutes(2))
                                                .build()))
                                .sees("v", second -> second < 60 ? SICK : WELL)),
                scene(
                        "did not help",
                        () -> HandRun.of(
                                        rollBack("api").proving(times(2)),
                                        rollBack("web").after("api"))
                                .answers("api", serves(10, 400))
                                .sees("api", SICK)),
                scene("nothing", () -> HandRun.of(rollBack("api").alreadyThere())));
    }

    /** One step fails in the same turn in which another one serves. */
    static HandRun haltedAsAnotherServes() {
        return HandRun.of(rollBack("web"), rollBack("api"), rollBack("web2").after("web"))
                .answers("api", until(20, pending("starts"), failed("crashes")))
                .answers("web", serves(20, 50));
    }
}
