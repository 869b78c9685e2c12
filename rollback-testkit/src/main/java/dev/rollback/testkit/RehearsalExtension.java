package dev.rollback.testkit;

import dev.rollback.RollbackPlan;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives JUnit tests a fake AWS of their own: parameters of type {@link FakeAws}, {@link VirtualClock} and {@link Faults}, all of one world for
 * each test; and {@link Rehearsal}, where it is told of scene and plan. A test that fails shows what happened in its world.
 *
 * <pre>{@code
 * class CheckoutTest {
 *     @RegisterExtension
 *     static final RehearsalExtension CHECKOUT = RehearsalExtension.of(CheckoutTest::scene, world -> Checkout.plan(AwsTargets.using(world::client)));
 *
 *     @Test
 *     void is_rolled_back_whatever_fails(Rehearsal rehearsal) {
 *         assertThat(rehearsal.everyFault()).keepsInvariants();
 *     }
 *
 *     @Test
 *     void finds_the_version_before(FakeAws world) { ... }
 * }
 * }</pre>
 *
 * <p>The world of a test holds the scene as well, where there is one. {@code @ExtendWith(RehearsalExtension.class)} gives empty worlds.
 */
public final class RehearsalExtension implements ParameterResolver, TestExecutionExceptionHandler {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(RehearsalExtension.class);

    private final Consumer<FakeAws.Builder> world;
    private final Consumer<FakeAws> scene;
    private final @Nullable Rehearsal rehearsal;

    /** Worlds as they are by default, and empty. */
    public RehearsalExtension() {
        this(builder -> {}, empty -> {}, null);
    }

    private RehearsalExtension(
            Consumer<FakeAws.Builder> world, Consumer<FakeAws> scene, @Nullable Rehearsal rehearsal) {
        this.world = world;
        this.scene = scene;
        this.rehearsal = rehearsal;
    }

    /** Worlds that differ in region, account, start or latency, and are empty; for {@code @RegisterExtension}. */
    public static RehearsalExtension with(Consumer<FakeAws.Builder> world) {
        return new RehearsalExtension(world, empty -> {}, null);
    }

    /** Worlds with this scene, and rehearsals of this plan on it; for {@code @RegisterExtension}. */
    public static RehearsalExtension of(Consumer<FakeAws> scene, Function<FakeAws, RollbackPlan> plan) {
        return new RehearsalExtension(builder -> {}, scene, Rehearsal.of(scene, plan));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == FakeAws.class || type == VirtualClock.class || type == Faults.class || type == Rehearsal.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Rehearsal.class) {
            return rehearsal();
        }
        FakeAws mine = context.getStore(STORE).getOrComputeIfAbsent("world", key -> newWorld(), FakeAws.class);
        if (type == VirtualClock.class) {
            return mine.clock();
        }
        return type == Faults.class ? mine.faults() : mine;
    }

    private Rehearsal rehearsal() {
        if (rehearsal == null) {
            throw new ParameterResolutionException("A test asks for a Rehearsal, and this extension knows no plan."
                    + " Expected scene and plan: register RehearsalExtension.of(scene, world -> plan).");
        }
        return rehearsal;
    }

    private FakeAws newWorld() {
        FakeAws.Builder builder = FakeAws.builder();
        world.accept(builder);
        FakeAws made = builder.build();
        scene.accept(made);
        return made;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        FakeAws mine = context.getStore(STORE).get("world", FakeAws.class);
        if (mine != null && mine.clock().trace().size() > 0) {
            failure.addSuppressed(new WhatHappened(mine.clock().trace()));
        }
        throw failure;
    }

    /** Shows a trace below the failure of a test. */
    private static final class WhatHappened extends Exception {
        private static final long serialVersionUID = 1L;

        WhatHappened(Trace trace) {
            super("What happened in the world of this test:\n" + trace, null, false, false);
        }
    }
}
