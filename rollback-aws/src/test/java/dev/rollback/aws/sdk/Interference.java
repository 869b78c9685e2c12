package dev.rollback.aws.sdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;

/** Stands before a fake client: lets single calls fail, before or after they take effect, and lets somebody else act in between. */
public final class Interference {

    private final List<Plan> plans = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Object> answers = new LinkedHashMap<>();

    private record Plan(String operation, boolean after, Supplier<RuntimeException> failure, boolean always) {}

    /** Lets the next call of this operation fail without effect. */
    public Interference failsBefore(String operation, RuntimeException failure) {
        plans.add(new Plan(operation, false, () -> failure, false));
        return this;
    }

    /** Lets the next call of this operation take effect and fail all the same: a lost answer. */
    public Interference failsAfter(String operation, RuntimeException failure) {
        plans.add(new Plan(operation, true, () -> failure, false));
        return this;
    }

    /** Lets every call of this operation fail without effect. */
    public Interference alwaysFails(String operation, RuntimeException failure) {
        plans.add(new Plan(operation, false, () -> failure, true));
        return this;
    }

    /** Lets somebody act right before the next call of this operation, which then goes on. */
    public Interference actsBefore(String operation, Runnable act) {
        plans.add(new Plan(
                operation,
                false,
                () -> {
                    act.run();
                    return new GoOn();
                },
                false));
        return this;
    }

    /** Answers every call of this operation with this, whatever the fake would say. */
    public Interference alwaysAnswers(String operation, Object answer) {
        answers.put(operation, answer);
        return this;
    }

    /** The operations called so far, for example {@code UpdateAlias}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** A client that does what the given one does, but for the interference. */
    public <C extends SdkClient> C around(Class<C> type, C client) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(client, method, arguments)));
    }

    private Object call(Object client, Method method, Object[] arguments) throws Throwable {
        String operation = method.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                + method.getName().substring(1);
        calls.add(operation);
        interfere(operation, false);
        try {
            Object scripted = answers.get(operation);
            Object answer = scripted == null ? method.invoke(client, arguments) : scripted;
            interfere(operation, true);
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void interfere(String operation, boolean after) {
        for (Iterator<Plan> each = plans.iterator(); each.hasNext(); ) {
            Plan plan = each.next();
            if (plan.operation().equals(operation) && plan.after() == after) {
                if (!plan.always()) {
                    each.remove();
                }
                RuntimeException failure = plan.failure().get();
                if (!(failure instanceof GoOn)) {
                    throw failure;
                }
                return;
            }
        }
    }

    private static final class GoOn extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
