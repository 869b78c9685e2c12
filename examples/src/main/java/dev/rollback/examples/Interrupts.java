package dev.rollback.examples;

import java.lang.reflect.Proxy;

/** Each Ctrl-C, where the JVM tells of them; a JVM that does not ends the process at the first. */
final class Interrupts implements AutoCloseable {

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private final Runnable restore;

    private Interrupts(Runnable restore) {
        this.restore = restore;
    }

    /** Tells of each until it is closed. */
    static Interrupts to(Runnable pressed) {
        try {
            Class<?> handler = Class.forName(HANDLER);
            Object taker = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        pressed.run();
                        return null;
                    });
            Object before = handle(handler, taker);
            return new Interrupts(() -> {
                try {
                    handle(handler, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return new Interrupts(() -> {});
        }
    }

    private static Object handle(Class<?> handler, Object taker) throws ReflectiveOperationException {
        Class<?> signal = Class.forName(SIGNAL);
        Object interrupt = signal.getConstructor(String.class).newInstance("INT");
        return signal.getMethod("handle", signal, handler).invoke(null, interrupt, taker);
    }

    @Override
    public void close() {
        restore.run();
    }
}
