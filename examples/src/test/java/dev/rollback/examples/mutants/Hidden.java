package dev.rollback.examples.mutants;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reaches what production code hides: a bug knows the code that it is in. */
final class Hidden {

    private Hidden() {}

    /** Calls the only method of that name and number of arguments. */
    static Object call(@Nullable Object self, String method, Object... arguments) {
        Object known = Objects.requireNonNull(self, method);
        Class<?> type = known instanceof Class<?> itself ? itself : known.getClass();
        Method found = Arrays.stream(type.getDeclaredMethods())
                .filter(one -> one.getName().equals(method) && one.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + method + " in " + type));
        try {
            return open(found).invoke(known, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException thrown
                    ? thrown
                    : new IllegalStateException(found.getName(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot call " + found, e);
        }
    }

    /** Reads a field. */
    static Object field(@Nullable Object self, String name) {
        Object known = Objects.requireNonNull(self, name);
        try {
            Field found = known.getClass().getDeclaredField(name);
            return open(found).get(known);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No " + name + " in " + known.getClass(), e);
        }
    }

    /** Writes a field. */
    static void set(@Nullable Object self, String name, Object value) {
        Object known = Objects.requireNonNull(self, name);
        try {
            open(known.getClass().getDeclaredField(name)).set(known, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No " + name + " in " + known.getClass(), e);
        }
    }

    /** The class of that name. */
    static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("No class " + name, e);
        }
    }

    /** Makes one, with the only constructor of that number of arguments. */
    static Object make(Class<?> type, Object... arguments) {
        Constructor<?> found = Arrays.stream(type.getDeclaredConstructors())
                .filter(one -> one.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No constructor in " + type));
        try {
            return open(found).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make " + type, e);
        }
    }

    private static <A extends AccessibleObject> A open(A member) {
        member.setAccessible(true);
        return member;
    }
}
