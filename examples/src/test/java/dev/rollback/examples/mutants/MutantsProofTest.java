package dev.rollback.examples.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.examples.mutants.Mutant.Hunt;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each deliberate bug is found, and the report of it says what is wrong and where; without them nothing is found. */
@Tag("proof")
@TestMethodOrder(OrderAnnotation.class)
class MutantsProofTest {

    static List<Mutant> mutants() {
        return Mutants.all();
    }

    static List<Hunt> hunts() {
        return Mutants.all().stream().map(Mutant::hunt).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    @Order(1)
    void is_found_and_its_cause_is_named(Mutant mutant) {
        String story;
        try (Surgery surgery = Surgery.of(mutant.bugs())) {
            story = mutant.hunt().find();
            assertThat(surgery.untouched()).as("bugs that nothing came by").isEmpty();
        }

        assertThat(story)
                .as(mutant.broken())
                .contains("\"" + mutant.cause().invariant().title() + "\" does not hold");
        assertThat(head(story)).contains(mutant.cause().place());
    }

    /** What is read first: the conditions, what is broken and the faults, without the trace. */
    private static String head(String story) {
        return story.substring(0, story.indexOf("\nTrace:\n"));
    }

    @ParameterizedTest
    @MethodSource("hunts")
    @Order(2)
    void without_it_nothing_is_found(Hunt hunt) {
        String story = hunt.find();

        assertThat(story).isEmpty();
    }
}
