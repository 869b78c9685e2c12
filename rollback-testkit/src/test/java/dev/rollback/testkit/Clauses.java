package dev.rollback.testkit;

import static org.junit.platform.commons.support.HierarchyTraversalMode.BOTTOM_UP;
import static org.junit.platform.commons.support.HierarchyTraversalMode.TOP_DOWN;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The clauses of a contract, run by hand: to see that they fail where they should. */
final class Clauses {
    private Clauses() {}

    /** The names of all clauses of a contract, sorted. */
    static List<String> of(Class<?> contract) {
        return List.copyOf(new TreeSet<>(AnnotationSupport.findAnnotatedMethods(contract, Test.class, TOP_DOWN).stream()
                .map(Method::getName)
                .toList()));
    }

    /** Runs one clause on a fresh instance; answers why it fails, or nothing. */
    static Optional<Throwable> failure(Supplier<?> contract, String clause) {
        Object instance = contract.get();
        Class<?> type = instance.getClass();
        Method test = AnnotationSupport.findAnnotatedMethods(type, Test.class, TOP_DOWN).stream()
                .filter(method -> method.getName().equals(clause))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("There is no clause " + clause + ". Expected one of " + of(type) + "."));
        AnnotationSupport.findAnnotatedMethods(type, BeforeEach.class, TOP_DOWN)
                .forEach(method -> invoke(method, instance));
        try {
            return Optional.ofNullable(Assertions.catchThrowable(() -> invoke(test, instance)));
        } finally {
            AnnotationSupport.findAnnotatedMethods(type, AfterEach.class, BOTTOM_UP)
                    .forEach(method -> invoke(method, instance));
        }
    }

    private static void invoke(Method method, Object instance) {
        Object nothing = ReflectionSupport.invokeMethod(method, instance);
        Assertions.assertThat(nothing).isNull();
    }
}
