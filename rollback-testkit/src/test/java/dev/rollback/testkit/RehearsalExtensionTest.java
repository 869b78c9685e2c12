package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.Answers;
import org.mockito.Mockito;

class RehearsalExtensionTest {

    @RegisterExtension
    final RehearsalExtension elsewhere =
            RehearsalExtension.with(world -> world.region("us-east-1").account("999999999999"));

    @Test
    void gives_each_test_a_world_and_its_clock_and_faults(FakeAws world, VirtualClock clock, Faults faults) {
        assertThat(world.account().region()).isEqualTo("us-east-1");
        assertThat(clock).isSameAs(world.clock());
        assertThat(faults).isSameAs(world.faults());
    }

    @Test
    void gives_no_test_the_world_of_another(FakeAws world) {
        assertThat(world.clock().trace().size()).isZero();

        world.clock().trace().add("test", () -> "was here");
    }

    @Test
    void gives_no_test_the_world_of_another_either(FakeAws world) {
        assertThat(world.clock().trace().size()).isZero();

        world.clock().trace().add("test", () -> "was here, too");
    }

    @Test
    void shows_what_happened_below_a_failure() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        world.clock().trace().add("aws", () -> "ecs:UpdateService");
        ExtensionContext context = Mockito.mock(ExtensionContext.class, Answers.RETURNS_DEEP_STUBS);
        Mockito.when(context.getStore(Mockito.any()).get("world", FakeAws.class))
                .thenReturn(world);
        AssertionError failure = new AssertionError("no");

        assertThatThrownBy(() -> elsewhere.handleTestExecutionException(context, failure))
                .isSameAs(failure);

        assertThat(failure.getSuppressed())
                .singleElement()
                .asString()
                .contains("What happened in the world of this test:")
                .contains("ecs:UpdateService");
    }
}
