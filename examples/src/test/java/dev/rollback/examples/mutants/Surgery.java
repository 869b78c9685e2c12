package dev.rollback.examples.mutants;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/** Puts bugs into methods of this whole JVM, and takes them out again when it is closed. One at a time. */
public final class Surgery implements AutoCloseable {

    private static final Instrumentation JVM = ByteBuddyAgent.install();
    private static volatile SortedMap<String, Open> all = new TreeMap<>();

    private final List<Patient> patients = new ArrayList<>();

    /** What goes wrong in one method, and how often it did. */
    private record Open(Twist twist, LongAdder hits) {}

    /** A class that is changed. */
    private record Patient(Class<?> type, ClassFileTransformer change) {}

    private Surgery() {}

    /**
     * Puts them in.
     *
     * @throws IllegalStateException where one has no such class or method
     */
    static Surgery of(List<Bug> bugs) {
        if (!all.isEmpty()) {
            throw new IllegalStateException("There are bugs already, in " + all.keySet());
        }
        SortedMap<String, Open> open = new TreeMap<>();
        bugs.forEach(bug -> open.put(bug.type() + "." + bug.method(), new Open(bug.twist(), new LongAdder())));
        all = open;
        Surgery surgery = new Surgery();
        try {
            bugs.forEach(surgery::cut);
            return surgery;
        } catch (IllegalStateException e) {
            surgery.close();
            throw e;
        }
    }

    private void cut(Bug bug) {
        Class<?> type = existing(bug);
        ClassFileTransformer change = new Change(type, bug.method());
        JVM.addTransformer(change, true);
        patients.add(new Patient(type, change));
        retransform(type);
    }

    private static Class<?> existing(Bug bug) {
        try {
            Class<?> type = Class.forName(bug.type());
            boolean there = List.of(type.getDeclaredMethods()).stream()
                    .anyMatch(method -> method.getName().equals(bug.method()));
            if (there) {
                return type;
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("No class for " + bug + ": move the mutant to where its code went", e);
        }
        throw new IllegalStateException("No method for " + bug + ": move the mutant to where its code went");
    }

    private static void retransform(Class<?> type) {
        try {
            JVM.retransformClasses(type);
        } catch (UnmodifiableClassException e) {
            throw new IllegalStateException(type + " cannot be changed", e);
        }
    }

    /** Weaves the incision into what the class is now. */
    private record Change(Class<?> type, String method) implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader, String name, Class<?> changed, ProtectionDomain domain, byte[] bytes) {
            if (!type.equals(changed)) {
                return null;
            }
            return new ByteBuddy()
                    .with(Implementation.Context.Disabled.Factory.INSTANCE)
                    .redefine(type, ClassFileLocator.Simple.of(type.getName(), bytes))
                    .visit(Advice.to(Incision.class).on(ElementMatchers.named(method)))
                    .make()
                    .getBytes();
        }
    }

    /** Asked by a method that is entered; for the code that is woven in. */
    public static Object @Nullable [] instead(String method, @Nullable Object self, Object[] arguments) {
        Open open = all.get(method);
        if (open == null) {
            return null;
        }
        open.hits().increment();
        return open.twist().instead(new Twist.Called(self, arguments));
    }

    /** Asked by a method that is left; for the code that is woven in. */
    public static @Nullable Object answer(
            String method, @Nullable Object self, Object[] arguments, @Nullable Object answered) {
        Open open = all.get(method);
        return open == null ? answered : open.twist().answer(new Twist.Called(self, arguments), answered);
    }

    /** The bugs whose method was never called. */
    List<String> untouched() {
        return all.entrySet().stream()
                .filter(open -> open.getValue().hits().sum() == 0)
                .map(open -> open.getKey())
                .toList();
    }

    @Override
    public void close() {
        patients.forEach(patient -> JVM.removeTransformer(patient.change()));
        patients.forEach(patient -> retransform(patient.type()));
        all = new TreeMap<>();
    }
}
