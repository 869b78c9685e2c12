package dev.rollback.examples;

import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.core.SdkClient;

/** A process that dies at a call to AWS or at an append to its journal, before that has its effect or right after. Nothing of it goes on from there. */
final class MortalProcess implements ClientSource {

    private final ClientSource aws;
    private final InMemoryJournal kept;
    private final Place place;
    private boolean armed;
    private boolean dead;
    private int calls;
    private int appends;

    /** It is dead. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process died", null, false, false);
        }
    }

    /**
     * Where it dies.
     *
     * @param append whether at an append; else at a call
     * @param number which one, from 1
     * @param after whether after its effect
     */
    record Place(boolean append, int number, boolean after) {
        static final Place NOWHERE = new Place(true, Integer.MAX_VALUE, false);

        @Override
        public String toString() {
            return (after ? "after " : "before ") + (append ? "append " : "call ") + number;
        }
    }

    MortalProcess(ClientSource aws, InMemoryJournal kept, Place place) {
        this.aws = aws;
        this.kept = kept;
        this.place = place;
    }

    /** Counts, and may die, from now on. */
    void arm() {
        armed = true;
    }

    int calls() {
        return calls;
    }

    int appends() {
        return appends;
    }

    /** Whatever the loop still has to do, this process does not do it. */
    void isOver() {
        dead = true;
    }

    Journal journal() {
        return (Journal) watched(Journal.class, kept);
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return type.cast(watched(type, aws.client(type)));
    }

    private Object watched(Class<?> type, Object real) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer(real, method, arguments));
    }

    private Object answer(Object real, Method method, Object[] arguments) throws Throwable {
        boolean append = method.getName().equals("append");
        boolean counts = armed && (append || (arguments != null && real instanceof SdkClient));
        if (counts) {
            calls += append ? 0 : 1;
            appends += append ? 1 : 0;
        }
        boolean here = counts && place.append() == append && place.number() == (append ? appends : calls);
        dieIf(dead || (here && !place.after()));
        try {
            Object answer = method.invoke(real, arguments);
            dieIf(here);
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void dieIf(boolean now) {
        if (now) {
            dead = true;
            throw new Death();
        }
    }
}
