package dev.rollback;

import dev.rollback.target.Http;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Says by an exception's type what the JDK's client says by causes and texts: whether the name, the way or the service was the trouble. */
final class HttpFailures {

    private static final List<Class<?>> UNKNOWN_NAME =
            List.of(UnresolvedAddressException.class, UnknownHostException.class);
    private static final List<Class<?>> NO_WAY = List.of(NoRouteToHostException.class, BindException.class);
    private static final List<Class<?>> DROPPED =
            List.of(IOException.class, EOFException.class, ClosedChannelException.class);

    private HttpFailures() {}

    static IOException explain(Throwable failure, Http.Request request) {
        List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(8)
                .toList();
        if (any(causes, UNKNOWN_NAME)) {
            return with(failure, new UnknownHostException(request.uri().getHost() + " is not known here"));
        }
        if (any(causes, NO_WAY) || hasNoNetwork(causes)) {
            return with(
                    failure,
                    new NoRouteToHostException("no way to " + request.uri().getHost() + " from here"));
        }
        if (DROPPED.contains(failure.getClass())) {
            return with(failure, new SocketException("the connection was dropped: " + failure.getMessage()));
        }
        return failure instanceof IOException known ? known : new IOException(request + " failed: " + failure, failure);
    }

    private static boolean any(List<Throwable> causes, List<Class<?>> types) {
        return causes.stream().anyMatch(cause -> types.stream().anyMatch(type -> type.isInstance(cause)));
    }

    /** A connection is refused by a {@link ConnectException}; that the network cannot be reached is a bare one of sockets beneath it. */
    private static boolean hasNoNetwork(List<Throwable> causes) {
        return causes.stream().anyMatch(ConnectException.class::isInstance)
                && causes.stream().anyMatch(cause -> cause.getClass() == SocketException.class);
    }

    private static IOException with(Throwable cause, IOException failure) {
        failure.initCause(cause);
        return failure;
    }
}
