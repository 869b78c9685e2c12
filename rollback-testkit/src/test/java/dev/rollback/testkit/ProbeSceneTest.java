package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/** What a scene says of a probe, and what the contract makes of it. */
class ProbeSceneTest {

    /** The contract over a probe that sees nothing. */
    private static final class Blind extends ProbeContract {
        private final UnaryOperator<ProbeScene> more;

        Blind(UnaryOperator<ProbeScene> more) {
            this.more = more;
        }

        @Override
        protected ProbeScene scene(FakeAws world) {
            return more.apply(scene());
        }

        static ProbeScene scene() {
            return ProbeScene.of(Probe.of("nothing", look -> Health.unknown("nothing")));
        }
    }

    private static Throwable failure(UnaryOperator<ProbeScene> more, String clause) {
        return Clauses.failure(() -> new Blind(more), clause).orElseThrow(() -> new AssertionError(clause + " holds"));
    }

    @ParameterizedTest
    @CsvSource({"NO_DATA, does_not_know_what_has_no_data", "SECRETS, shows_no_secret"})
    void a_clause_that_a_probe_cannot_keep_is_skipped_with_the_reason(ProbeCapability lacking, String clause) {
        Throwable skipped = failure(scene -> scene.without(lacking, "it is so by nature"), clause);

        assertThat(skipped)
                .isInstanceOf(TestAbortedException.class)
                .hasMessageEndingWith("without " + lacking + ": it is so by nature");
    }

    @ParameterizedTest
    @CsvSource({
        "finds_well_what_is_well, healthy(...)",
        "finds_unwell_what_is_unwell, unhealthy(...)",
        "does_not_know_what_has_no_data, 'noData(...), or without(NO_DATA, why)'"
    })
    void a_situation_that_is_not_said_is_asked_for(String clause, String how) {
        assertThat(failure(scene -> scene, clause))
                .isInstanceOf(AssertionError.class)
                .hasMessage("The scene of a probe lacks a situation. Expected " + how + ".");
    }

    @Test
    void a_scene_without_a_canary_is_told_to_have_one() {
        assertThat(failure(scene -> scene, "shows_no_secret"))
                .hasMessageStartingWith("nothing\nExpected: a scene with a canary, world.canary(\"token\")")
                .hasMessageContaining("There is: a scene without any");
    }

    @Test
    void a_reason_is_asked_for() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Blind.scene().without(ProbeCapability.SECRETS, ""))
                .withMessage(
                        "A scene is without SECRETS for no reason. Expected one, because it is reported. Say why it"
                                + " cannot be.");
    }
}
