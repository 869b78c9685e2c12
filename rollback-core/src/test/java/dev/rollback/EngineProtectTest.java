package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.run.Outcome;
import dev.rollback.run.Verdict;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deployments under the protection of a plan. */
class EngineProtectTest {

    private static final Version NEW = Lever.live("new", HandTime.NOON, HandTime.NOON.plusSeconds(60));

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");
    private Health health = Health.healthy("200");

    @AfterEach
    void nobody_stays_interrupted() {
        Thread.interrupted();
    }

    private RollbackPlan plan() {
        return RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.verify(Probe.of("GET /health", look -> health)))
                .build();
    }

    private String deploy() {
        api.serving = NEW;
        return "deployed";
    }

    @Test
    void what_is_well_stays() {
        Protected<String> done = bench.engine.protect(plan(), this::deploy);

        assertThat(done.isDeployed()).isTrue();
        assertThat(done.verdict()).isEqualTo(Verdict.HELPED);
        assertThat(done.orThrow()).isEqualTo("deployed");
        assertThat(api.serving).isEqualTo(NEW);
    }

    @Test
    void what_throws_is_rolled_back_to_what_was_there() {
        IllegalStateException failure = new IllegalStateException("password=hunter2 is wrong");

        Protected<String> done = bench.engine.protect(plan(), () -> {
            deploy();
            throw failure;
        });

        assertThat(done.isDeployed()).isFalse();
        assertThat(done.failure()).isSameAs(failure);
        assertThat(api.serving.id()).isEqualTo("bad");
        RollbackReport rollback = done.rolledBack().orElseThrow();
        assertThat(rollback.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(rollback.reason()).isEqualTo("the deployment failed with java.lang.IllegalStateException");
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(done::orThrow)
                .withMessageStartingWith(
                        "Nothing is deployed: it failed: password=hunter2 is wrong. Its rollback, run ")
                .withMessageEndingWith(" ended ROLLED_BACK.")
                .withCause(failure);
    }

    @Test
    void what_its_verification_speaks_against_is_rolled_back() {
        Protected<String> done = bench.engine.protect(plan(), () -> {
            health = Health.unhealthy("503");
            return deploy();
        });

        assertThat(done.verdict()).isEqualTo(Verdict.NOT_HELPED);
        assertThat(api.serving.id()).isEqualTo("bad");
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(done::orThrow)
                .withMessageStartingWith("Nothing is deployed: it did not pass its verification. Its rollback, run ");
    }

    @Test
    void what_cannot_be_told_speaks_against_nothing() {
        Protected<String> done = bench.engine.protect(plan(), () -> {
            health = Health.unknown("no data");
            return deploy();
        });

        assertThat(done.isDeployed()).isTrue();
        assertThat(done.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(api.serving).isEqualTo(NEW);
    }

    @Test
    void a_plan_without_verifications_rolls_back_only_what_throws() {
        RollbackPlan bare = RollbackPlan.named("checkout").rollBack(api).build();

        assertThat(bench.engine.protect(bare, this::deploy).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(api.serving).isEqualTo(NEW);
    }

    @Test
    void what_cannot_be_captured_is_not_deployed() {
        api.current = look -> {
            throw TargetException.of(TargetException.Kind.DENIED, "AccessDenied");
        };

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.protect(plan(), this::deploy))
                .withMessageStartingWith("Nothing is captured");
        assertThat(api.serving.id()).isEqualTo("bad");
    }

    @Test
    void who_interrupts_the_deployment_does_not_interrupt_the_rollback() {
        Protected<String> done = bench.engine.protect(plan(), () -> {
            deploy();
            Thread.currentThread().interrupt();
            throw new InterruptedException("stop");
        });

        assertThat(done.rolledBack().orElseThrow().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void versions_that_the_plan_names_give_way_to_what_was_there() {
        RollbackPlan named = RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("good")))
                .build();

        bench.engine.protect(named, () -> {
            deploy();
            throw new IllegalStateException("no");
        });

        assertThat(api.serving.id()).isEqualTo("bad");
    }

    @Test
    void two_verifications_of_one_name_are_both_made() {
        Probe probe = Probe.of("GET /health", look -> health);
        RollbackPlan twice = RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.verify(probe).verify(probe))
                .verify("smoke", probe)
                .build();

        assertThat(bench.engine.protect(twice, this::deploy).verdict()).isEqualTo(Verdict.HELPED);
    }
}
