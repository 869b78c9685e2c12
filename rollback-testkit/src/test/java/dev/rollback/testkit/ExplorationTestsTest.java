package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.Answers;
import org.mockito.Mockito;

class ExplorationTestsTest {

    @RegisterExtension
    static final RehearsalExtension INDEXER = RehearsalExtension.of(Indexer::scene, Indexer.plan(Indexer.Bug.NONE));

    @TestFactory
    Stream<DynamicTest> the_indexer_can_be_rolled_back_whatever_happens(Rehearsal rehearsal) {
        return ExplorationTests.of(rehearsal);
    }

    @Test
    void gives_the_world_the_scene(FakeAws world) {
        assertThat(world.lambda().function("indexer").alias("live").servingVersion())
                .isEqualTo("7");
    }

    @Test
    void shows_one_test_for_each_exploration(Rehearsal rehearsal) {
        List<String> names =
                ExplorationTests.of(rehearsal).map(DynamicTest::getDisplayName).toList();

        assertThat(names)
                .containsExactly(
                        "the plain run",
                        "every fault, one at a time",
                        "every crash, carried on",
                        "two faults or crashes at once",
                        "somebody else acts, at each call",
                        "100 seeds");
    }

    @Test
    void a_test_fails_with_the_story_of_the_first_rehearsal_that_breaks_something() {
        DynamicTest plain = ExplorationTests.of(Indexer.rehearsal(Indexer.Bug.SAYS_DONE_AT_ONCE))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> plain.getExecutable().execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("The plain run breaks");
    }

    @Test
    void a_plan_that_is_refused_is_not_taken_for_rehearsed() {
        DynamicTest plain = ExplorationTests.of(Indexer.rehearsal(Indexer.Bug.CANNOT))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> plain.getExecutable().execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Expected a plan that is carried out, this one is refused")
                .hasMessageContaining("Set the scene as the plan expects it")
                .hasMessageContaining("CANNOT");
    }

    @Test
    void says_what_to_register_where_it_knows_no_plan() throws Exception {
        ParameterContext parameter = Mockito.mock(ParameterContext.class, Answers.RETURNS_DEEP_STUBS);
        Mockito.when(parameter.getParameter())
                .thenReturn(getClass()
                        .getDeclaredMethod("shows_one_test_for_each_exploration", Rehearsal.class)
                        .getParameters()[0]);

        assertThatThrownBy(() ->
                        new RehearsalExtension().resolveParameter(parameter, Mockito.mock(ExtensionContext.class)))
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessageContaining("RehearsalExtension.of(scene, world -> plan)");
    }
}
