package dev.rollback.aws.ssm;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreezeParameterTest {

    private static final String NAME = "/deploy/checkout/freeze";

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final AwsTargets aws = AwsTargets.using(world::client);
    private final InMemoryJournal journal = new InMemoryJournal();
    private final RollbackEngine engine = RollbackEngine.with(
            journal,
            options -> options.time(world.clock().engineTime())
                    .http(world.http())
                    .processes(world.processes())
                    .listener(aws.freezeParameter(NAME, journal))
                    .seed(1));

    @BeforeEach
    void a_bad_release() {
        world.lambda()
                .function("search-indexer")
                .alias("live")
                .ran("6", ofDays(30))
                .deployed("7", ofMinutes(20));
    }

    private RollbackPlan.Builder plan() {
        return RollbackPlan.named("indexer")
                .reason("5xx \"at\" 7 %")
                .rollBack(aws.lambdaAlias("search-indexer", "live"));
    }

    @Test
    void says_what_not_to_deploy_until_when_and_why() {
        RollbackReport report = engine.execute(plan().freeze(ofHours(24)).build());
        world.clock().advance(ofMinutes(1));

        assertThat(world.ssm().value(NAME))
                .contains(
                        "{\"frozen\":true,\"until\":\"" + report.frozenUntil().orElseThrow() + "\",\"run\":\""
                                + report.run()
                                + "\",\"plan\":\"indexer\",\"reason\":\"5xx \\\"at\\\" 7 %\",\"versions\":{\"lambda-alias:eu-west-1/123456789012/search-indexer:live\":\"7\"}}");
    }

    @Test
    void a_plan_without_a_freeze_writes_nothing() {
        engine.execute(plan().build());
        world.clock().advance(ofMinutes(1));

        assertThat(world.ssm().value(NAME)).isEmpty();
    }

    @Test
    void says_that_it_may_be_deployed_when_the_run_is_taken_back() {
        RollbackPlan plan = plan().freeze(ofHours(24)).build();
        RollbackReport report = engine.execute(plan);
        world.clock().advance(ofMinutes(1));

        RollbackReport undone = engine.undo(report.run(), plan).await();
        world.clock().advance(ofMinutes(1));

        assertThat(undone.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(world.ssm().value(NAME)).contains("{\"frozen\":false,\"run\":\"" + undone.run() + "\"}");
    }

    @Test
    void reasons_and_names_that_are_long_fit_into_a_parameter() {
        RollbackPlan plan = RollbackPlan.named("indexer")
                .reason("ä\n".repeat(5_000))
                .freeze(ofHours(24))
                .rollBack(aws.lambdaAlias("search-indexer", "live"))
                .build();

        engine.execute(plan);
        world.clock().advance(ofMinutes(1));

        assertThat(world.ssm().value(NAME)).isPresent();
    }

    @Test
    void what_cannot_be_written_changes_nothing_about_the_run() {
        world.faults().on("ssm:PutParameter").always().fails(FaultKind.ACCESS_DENIED);

        RollbackReport report = engine.execute(plan().freeze(ofHours(24)).build());

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.ssm().value(NAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "/a//b", "/a/b/", "ä"})
    void a_malformed_name_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aws.freezeParameter(name, journal))
                .withMessageStartingWith("\"" + name + "\" names no parameter: expected letters");
    }
}
