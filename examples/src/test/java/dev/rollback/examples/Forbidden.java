package dev.rollback.examples;

import static com.tngtech.archunit.lang.SimpleConditionEvent.satisfied;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.List;
import java.util.function.Predicate;

/** Calls that the house rules forbid, method references included. */
final class Forbidden {

    /** What the pure heart may not know beside whole packages. */
    static final DescribedPredicate<JavaClass> TIME_AND_THREADS = DescribedPredicate.describe(
            "clocks and threads",
            type -> List.of(
                            "java.time.Clock",
                            "java.time.InstantSource",
                            "java.lang.Thread",
                            "java.lang.Runtime",
                            "java.lang.ThreadLocal",
                            "java.lang.Process",
                            "java.lang.ProcessBuilder",
                            "java.util.Timer")
                    .contains(type.getName()));

    /** The JDK's own logging facade, which passes SLF4J by. */
    static final DescribedPredicate<JavaClass> SYSTEM_LOGGER =
            DescribedPredicate.describe("System.Logger", type -> type.getName().startsWith("java.lang.System$Logger"));

    private Forbidden() {}

    /** Tells whether the class reads the system clock or sleeps. */
    static boolean readsClockOrSleeps(JavaClass type) {
        return type.getAccessesFromSelf().stream().anyMatch(Forbidden::clockOrSleep);
    }

    static ArchCondition<JavaClass> readClockOrSleep() {
        return access("read the system clock or sleep", Forbidden::clockOrSleep);
    }

    static ArchCondition<JavaClass> useUnseededRandomness() {
        return access("use randomness without a seed", Forbidden::unseededRandomness);
    }

    static ArchCondition<JavaClass> useUnorderedCollections() {
        return access("use collections without an order", Forbidden::unordered);
    }

    private static ArchCondition<JavaClass> access(String description, Predicate<JavaAccess<?>> forbidden) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(forbidden)
                        .forEach(access -> events.add(satisfied(access, access.getDescription())));
            }
        };
    }

    private static boolean clockOrSleep(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.lang.Thread" -> name.equals("sleep") || name.equals("onSpinWait");
            case "java.util.concurrent.TimeUnit" -> name.equals("sleep");
            case "java.util.concurrent.locks.LockSupport" -> name.equals("parkNanos") || name.equals("parkUntil");
            case "java.time.InstantSource" -> name.equals("system");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            case "java.util.Timer" -> true;
            case "java.util.concurrent.CompletableFuture" ->
                name.equals("delayedExecutor") || name.equals("orTimeout") || name.equals("completeOnTimeout");
            default -> owner.startsWith("java.time.") && name.equals("now") && parameters(access) == 0;
        };
    }

    private static boolean unseededRandomness(JavaAccess<?> access) {
        String name = access.getName();
        return switch (access.getTargetOwner().getName()) {
            case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
            case "java.util.Random", "java.util.SplittableRandom" -> name.equals("<init>") && parameters(access) == 0;
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.security.SecureRandom" -> name.equals("<init>");
            case "java.util.concurrent.ThreadLocalRandom" -> name.equals("current");
            case "java.util.Collections" -> name.equals("shuffle") && parameters(access) == 1;
            default -> false;
        };
    }

    private static boolean unordered(JavaAccess<?> access) {
        String name = access.getName();
        int parameters = parameters(access);
        return switch (access.getTargetOwner().getName()) {
            case "java.util.Map" ->
                (name.equals("of") && parameters > 2) || name.equals("ofEntries") || name.equals("copyOf");
            case "java.util.Set" -> (name.equals("of") && severalOrArray(access)) || name.equals("copyOf");
            case "java.util.stream.Collectors" -> unorderedCollector(name, parameters);
            default -> false;
        };
    }

    private static boolean unorderedCollector(String name, int parameters) {
        return switch (name) {
            case "toSet", "toUnmodifiableSet", "toUnmodifiableMap" -> true;
            case "toMap" -> parameters < 4;
            case "groupingBy" -> parameters < 3;
            default -> name.contains("Concurrent");
        };
    }

    private static boolean severalOrArray(JavaAccess<?> access) {
        return parameters(access) > 1 || parameterTypes(access).stream().anyMatch(JavaClass::isArray);
    }

    private static int parameters(JavaAccess<?> access) {
        return parameterTypes(access).size();
    }

    private static List<JavaClass> parameterTypes(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget unit ? unit.getRawParameterTypes() : List.of();
    }
}
