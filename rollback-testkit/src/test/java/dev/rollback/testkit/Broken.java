package dev.rollback.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Forwards to the right implementation of a port, but for one method, which it breaks. */
final class Broken {
    private Broken() {}

    /** What a broken method does. */
    interface Instead {
        /**
         * Called in place of the method.
         *
         * @param given the arguments
         * @param right calls the right method, with the same arguments or others
         */
        @Nullable
        Object call(Object[] given, Right right) throws Throwable;
    }

    /** The method as it should be. */
    interface Right {
        /** Calls it with these arguments. */
        Object call(Object... given) throws Throwable;
    }

    /** An implementation whose method of this name is broken. */
    static <T> T method(Class<T> port, T right, String name, Instead instead) {
        Object broken = Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
            Right whole = arguments -> forward(right, method, arguments);
            return method.getName().equals(name) ? instead.call(given, whole) : forward(right, method, given);
        });
        return port.cast(broken);
    }

    private static Object forward(Object right, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(right, given);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
