package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each clause of the contract of journals catches the journal that breaks it. */
class JournalContractTest {

    /** The contract over a journal. */
    private static final class Over extends JournalContract {
        private final Supplier<Journal> empty;

        Over(Supplier<Journal> empty) {
            this.empty = empty;
        }

        @Override
        protected Journal empty() {
            return empty.get();
        }
    }

    static List<String> clauses() {
        return Clauses.of(JournalContract.class);
    }

    static List<JournalMutants.Mutant> mutants() {
        return JournalMutants.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clauses")
    void holds_for_a_journal_that_keeps_it(String clause) {
        assertThat(Clauses.failure(() -> new Over(InMemoryJournal::new), clause))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void catches_its_mutant(JournalMutants.Mutant mutant) {
        for (String clause : mutant.clauses()) {
            assertThat(Clauses.failure(() -> new Over(mutant::empty), clause))
                    .as(clause)
                    .get()
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void has_a_mutant_for_each_clause() {
        List<String> caught = JournalMutants.ALL.stream()
                .flatMap(mutant -> mutant.clauses().stream())
                .toList();

        assertThat(caught).containsAll(clauses());
    }
}
