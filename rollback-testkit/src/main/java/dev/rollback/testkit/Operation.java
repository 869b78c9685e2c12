package dev.rollback.testkit;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * One method of an SDK client as the fake AWS sees it. Found once for each fake's class and method, then remembered.
 *
 * @param name as permissions name it, for example {@code ecs:UpdateService}
 * @param write whether it changes something
 * @param shape how a call of it is carried out
 * @param body the fake's method from object and request to answer; null if the fake has none
 * @param words the interface's own code of {@link Shape#OTHER_WORDS}, from client and arguments to answer; null for all other shapes
 */
record Operation(
        String name,
        boolean write,
        Shape shape,
        @Nullable MethodHandle body,
        @Nullable MethodHandle words) {

    private static final MethodType BODY = MethodType.methodType(Object.class, Object.class, Object.class);
    private static final MethodType WORDS = MethodType.methodType(Object.class, Object.class, Object[].class);
    private static final List<String> READS = List.of(
            "Describe",
            "List",
            "Get",
            "Lookup",
            "Head",
            "BatchGet",
            "Search",
            "Query",
            "Scan",
            "Simulate",
            "AssumeRole",
            "Decrypt",
            "Validate");
    private static final ConcurrentMap<Class<?>, Known> KNOWN = new ConcurrentHashMap<>();

    /** How a call is carried out. */
    enum Shape {
        /** A request to the service: logged, delayed, made to fail. */
        REQUEST,
        /** A request with a stream of bytes. */
        UPLOAD,
        /** Another way to say a request: the interface's own code turns it into one. */
        OTHER_WORDS,
        /** No request at all: {@code close}, {@code toString}, the client's region. */
        NO_REQUEST
    }

    /** What is known of the methods of one fake. */
    static final class Known {
        private final AwsService service;
        private final Class<?> fake;
        private final ConcurrentMap<Method, Operation> operations = new ConcurrentHashMap<>();

        private Known(AwsService service, Class<?> fake) {
            this.service = service;
            this.fake = fake;
        }

        Operation of(Method method) {
            Operation known = operations.get(method);
            return known != null ? known : operations.computeIfAbsent(method, missing -> find(service, fake, method));
        }
    }

    static Known of(AwsService service, Class<?> fake) {
        return KNOWN.computeIfAbsent(fake, missing -> new Known(service, fake));
    }

    private static Operation find(AwsService service, Class<?> fake, Method method) {
        String name = title(method.getName());
        boolean write = READS.stream().noneMatch(name::startsWith);
        Shape shape = shape(method);
        MethodHandle body = shape == Shape.REQUEST && isFaked(fake, method) ? body(fake, method) : null;
        MethodHandle words = shape == Shape.OTHER_WORDS ? words(method) : null;
        return new Operation(service.prefix() + ":" + name, write, shape, body, words);
    }

    private static Shape shape(Method method) {
        if (!method.isDefault() || method.getName().equals("serviceClientConfiguration")) {
            return Shape.NO_REQUEST;
        }
        boolean upload = method.getParameterCount() == 2
                && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                && method.getParameterTypes()[1] == RequestBody.class;
        if (upload) {
            return Shape.UPLOAD;
        }
        boolean request =
                method.getParameterCount() == 1 && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0]);
        return request && !method.getName().endsWith("Paginator") ? Shape.REQUEST : Shape.OTHER_WORDS;
    }

    private static boolean isFaked(Class<?> fake, Method method) {
        try {
            return !fake.getMethod(method.getName(), method.getParameterTypes())
                    .getDeclaringClass()
                    .isInterface();
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static MethodHandle body(Class<?> fake, Method method) {
        try {
            Method faked = fake.getMethod(method.getName(), method.getParameterTypes());
            return MethodHandles.publicLookup().unreflect(faked).asType(BODY);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The fake " + fake.getName() + " cannot be called: expected a public class" + " with a public "
                            + method.getName() + ". Make both public.",
                    e);
        }
    }

    private static MethodHandle words(Method method) {
        try {
            Class<?> client = method.getDeclaringClass();
            return MethodHandles.privateLookupIn(client, MethodHandles.lookup())
                    .unreflectSpecial(method, client)
                    .asFixedArity()
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(WORDS);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(
                    "The code of " + method + " cannot be called: expected a public method.", e);
        }
    }

    /** The operations that a fake has. */
    static String faked(AwsService service, Class<?> fake) {
        return Arrays.stream(fake.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .filter(method -> SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
                .filter(method -> !method.getDeclaringClass().isInterface())
                .map(method -> service.prefix() + ":" + title(method.getName()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String title(String method) {
        return method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
    }
}
