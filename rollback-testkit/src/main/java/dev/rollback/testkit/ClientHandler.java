package dev.rollback.testkit;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;

/** Stands in front of a fake as the client that a plan gets. */
final class ClientHandler implements InvocationHandler {
    private final AwsService service;
    private final Object fake;
    private final AwsCalls calls;
    private final Consumer<String> notFaked;
    private final Operation.Known operations;

    private ClientHandler(AwsService service, Object fake, AwsCalls calls, Consumer<String> notFaked) {
        this.service = service;
        this.fake = fake;
        this.calls = calls;
        this.notFaked = notFaked;
        this.operations = Operation.of(service, fake.getClass());
    }

    /**
     * A client whose calls go to the fake.
     *
     * @param notFaked told the message when a plan calls what the fake does not have
     */
    static <C extends SdkClient> C client(
            AwsService service, Class<C> type, Object fake, AwsCalls calls, Consumer<String> notFaked) {
        ClientHandler handler = new ClientHandler(service, fake, calls, notFaked);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Operation operation = operations.of(method);
        return switch (operation.shape()) {
            case REQUEST -> request(operation, arguments == null ? "" : arguments[0]);
            case UPLOAD -> upload(operation, method, requireNonNull(arguments));
            case OTHER_WORDS -> otherWords(operation, proxy, arguments);
            case NO_REQUEST -> direct(proxy, method, arguments);
        };
    }

    private Object request(Operation operation, Object request) throws Throwable {
        MethodHandle body = operation.body();
        if (body == null) {
            throw notFaked(operation);
        }
        return calls.send(service, operation, request, () -> body.invokeExact(fake, request));
    }

    private Object upload(Operation operation, Method method, Object[] arguments) throws Throwable {
        return calls.send(service, operation, arguments[0], () -> {
            try {
                return requireNonNull(unwrapped(method, arguments), operation.name());
            } catch (UnsupportedOperationException e) {
                throw notFaked(operation);
            }
        });
    }

    private @Nullable Object otherWords(Operation operation, Object proxy, Object @Nullable [] arguments)
            throws Throwable {
        MethodHandle words = requireNonNull(operation.words());
        try {
            return words.invokeExact(proxy, arguments);
        } catch (UnsupportedOperationException e) {
            throw e.getMessage() == null ? notFaked(operation) : e;
        }
    }

    private UnsupportedOperationException notFaked(Operation operation) {
        String message = operation.name() + " is not faked. Expected one of those that are: "
                + Operation.faked(service, fake.getClass())
                + ". Leave the call out of the plan, or put a fake of your own in the place of this one.";
        notFaked.accept(message);
        return new UnsupportedOperationException(message);
    }

    private @Nullable Object direct(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "fake " + service.prefix();
            default -> unwrapped(method, arguments);
        };
    }

    private @Nullable Object unwrapped(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(fake, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
