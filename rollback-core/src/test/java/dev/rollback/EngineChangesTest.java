package dev.rollback;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.target.TargetException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineChangesTest {

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private Changes changes() {
        return bench.engine.changes(
                List.of(api, web), Changes.last(ofHours(6)).beforeIncident(HandTime.NOON.minus(ofMinutes(10))));
    }

    @Test
    void only_looks_and_marks_the_last_change_before_the_incident() {
        Changes changes = changes();

        assertThat(changes.lastBeforeIncident()).map(Changes.Entry::target).contains("api");
        assertThat(changes.toText(120))
                .containsSubsequence(
                        "-- incident started ", "* ", "api  good -> bad (test); the last before", "web  good -> bad");
        assertThat(api.calls).containsExactly("history");
    }

    @Test
    void what_a_run_changed_is_told_with_the_run() {
        bench.engine.execute(RollbackPlan.named("checkout").rollBack(api).build());

        Changes.Entry newest = changes().entries().get(0);

        assertThat(newest.change().source()).isEqualTo("journal");
        assertThat(newest.change().to()).isEqualTo("good");
        assertThat(newest.change().by()).startsWith("run ").endsWith(" of checkout");
    }

    @Test
    void a_target_that_may_not_be_looked_at_is_a_note_and_hides_no_other() {
        web.history = look -> {
            throw TargetException.of(TargetException.Kind.DENIED, "not allowed");
        };

        Changes changes = changes();

        assertThat(changes.entries()).extracting(Changes.Entry::target).containsExactly("api");
        assertThat(changes.notes()).contains("What changed web is not known: not allowed.");
        assertThat(changes.toJson()).contains("\"lastBeforeIncident\" : true").contains("not allowed");
    }

    @Test
    void an_empty_window_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changes.last(ZERO))
                .withMessageContaining("longer than zero");
    }
}
