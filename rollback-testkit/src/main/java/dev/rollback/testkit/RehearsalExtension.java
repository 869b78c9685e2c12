package dev.rollback.testkit;

import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives JUnit tests a fake AWS of their own: parameters of type {@link FakeAws}, {@link VirtualClock} and {@link Faults}, all of one world for
 * each test. A test that fails shows what happened in its world.
 *
 * <pre>{@code
 * @ExtendWith(RehearsalExtension.class)
 * class CheckoutTest {
 *     @Test
 *     void finds_the_version_before(FakeAws world) { ... }
 * }
 * }</pre>
 */
public final class RehearsalExtension implements ParameterResolver, TestExecutionExceptionHandler {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(RehearsalExtension.class);

    private final Consumer<FakeAws.Builder> world;

    /** Worlds as they are by default. */
    public RehearsalExtension() {
        this(builder -> {});
    }

    private RehearsalExtension(Consumer<FakeAws.Builder> world) {
        this.world = world;
    }

    /** Worlds that differ in region, account, start or latency; for {@code @RegisterExtension}. */
    public static RehearsalExtension with(Consumer<FakeAws.Builder> world) {
        return new RehearsalExtension(world);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == FakeAws.class || type == VirtualClock.class || type == Faults.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        FakeAws mine = context.getStore(STORE).getOrComputeIfAbsent("world", key -> newWorld(), FakeAws.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == VirtualClock.class) {
            return mine.clock();
        }
        return type == Faults.class ? mine.faults() : mine;
    }

    private FakeAws newWorld() {
        FakeAws.Builder builder = FakeAws.builder();
        world.accept(builder);
        return builder.build();
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
