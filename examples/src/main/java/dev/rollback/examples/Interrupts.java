package dev.rollback.examples;

import java.lang.reflect.Proxy;

/** Each Ctrl-C, where the JVM tells of them; a JVM that does not ends the process at the first. */
final class Interrupts implements AutoCloseable {

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private final boolean told;
    private final Runnable restore;

    private Interrupts(boolean told, Runnable restore) {
        this.told = told;
        this.restore = restore;
    }

    /** Whether the JVM tells of them: not where it was started with them ignored, as in the background of a script. */
    boolean areTold() {
        return told;
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
            boolean ignored = before.equals(handler.getField("SIG_IGN").get(null));
            return new Interrupts(!ignored, () -> {
                try {
                    handle(handler, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return new Interrupts(false, () -> {});
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
