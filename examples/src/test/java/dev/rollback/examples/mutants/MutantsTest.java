package dev.rollback.examples.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutantsTest {

    private static final String PLACE = Outcome.class.getName();

    @Test
    void the_page_tells_of_each() throws IOException {
        String page = Files.readString(
                Files.exists(Path.of("docs")) ? Path.of("docs/mutants.md") : Path.of("../docs/mutants.md"));

        List<String> missing = Mutants.all().stream()
                .map(Mutants::row)
                .filter(row -> !page.contains(row))
                .toList();

        assertThat(missing)
                .as("rows of docs/mutants.md; a last column tells how fast")
                .isEmpty();
        assertThat(page.lines().filter(line -> line.startsWith("| ")).count())
                .isEqualTo(Mutants.all().size() + 1L);
    }

    @Test
    void there_are_two_at_least_of_each_target_and_six_of_the_engine() {
        assertThat(List.of(
                        EcsMutants.all().size(),
                        LambdaMutants.all().size(),
                        S3Mutants.all().size(),
                        AppConfigMutants.all().size(),
                        RdsMutants.all().size()))
                .allMatch(count -> count >= 2);
        assertThat(EngineMutants.all()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(Mutants.all()).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void a_bug_is_there_until_it_is_taken_out() {
        Bug bug = new Bug(PLACE, "isSuccess", Twist.answering(success -> true));

        try (Surgery surgery = Surgery.of(List.of(bug))) {
            assertThat(surgery.untouched()).containsExactly(PLACE + ".isSuccess");
            assertThat(Outcome.FAILED.isSuccess()).isTrue();
            assertThat(surgery.untouched()).isEmpty();
        }

        assertThat(Outcome.FAILED.isSuccess()).isFalse();
    }

    @Test
    void a_bug_without_a_method_fails_and_leaves_nothing_behind() {
        Bug here = new Bug(PLACE, "isSuccess", Twist.answering(success -> true));
        Bug nowhere = new Bug(PLACE, "isSplendid", Twist.answering(success -> true));

        assertThatThrownBy(() -> Surgery.of(List.of(here, nowhere)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No method for Outcome.isSplendid: move the mutant to where its code went");

        assertThat(Outcome.FAILED.isSuccess()).isFalse();
    }

    @Test
    void a_bug_without_a_class_fails() {
        Bug nowhere = new Bug("dev.rollback.Nowhere", "isSuccess", Twist.answering(success -> true));

        assertThatThrownBy(() -> Surgery.of(List.of(nowhere)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No class for Nowhere.isSuccess: move the mutant to where its code went");
    }

    @Test
    void one_operation_at_a_time() {
        Bug bug = new Bug(PLACE, "isSuccess", Twist.answering(success -> true));

        try (Surgery first = Surgery.of(List.of(bug))) {
            assertThatThrownBy(() -> Surgery.of(List.of(bug)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("There are bugs already, in [" + PLACE + ".isSuccess]");
            assertThat(first.untouched()).hasSize(1);
        }
    }
}
