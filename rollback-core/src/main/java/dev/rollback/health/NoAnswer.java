package dev.rollback.health;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What it means that no answer came. A service that refuses or drops the connection, or lets us wait in vain, is unwell: its users see the
 * same. Where the fault may as well be on our side (a name that is not known, no way there, a certificate that we do not trust, an
 * interruption), nothing was seen.
 */
final class NoAnswer {

    /** From the special to the general; the first that fits counts. */
    private static final Map<Class<? extends IOException>, Function<Duration, Health>> MEANINGS = meanings();

    private NoAnswer() {}

    private static Map<Class<? extends IOException>, Function<Duration, Health>> meanings() {
        Map<Class<? extends IOException>, Function<Duration, Health>> meanings = new LinkedHashMap<>();
        meanings.put(UnknownHostException.class, timeout -> Health.unknown("the host name is not known here"));
        meanings.put(NoRouteToHostException.class, timeout -> Health.unknown("there is no way to the host from here"));
        meanings.put(ConnectException.class, timeout -> Health.unhealthy("the connection was refused"));
        meanings.put(HttpTimeoutException.class, NoAnswer::late);
        meanings.put(SocketTimeoutException.class, NoAnswer::late);
        meanings.put(SocketException.class, timeout -> Health.unhealthy("the connection was dropped"));
        meanings.put(EOFException.class, timeout -> Health.unhealthy("the connection was dropped"));
        return meanings;
    }

    private static Health late(Duration timeout) {
        return Health.unhealthy("no whole answer within " + timeout.toMillis() + " ms");
    }

    /** What the failure says about the service, after so long a wait. */
    static Health meaning(IOException failure, Duration timeout) {
        return MEANINGS.entrySet().stream()
                .filter(meaning -> causes(failure).anyMatch(meaning.getKey()::isInstance))
                .findFirst()
                .map(meaning -> meaning.getValue().apply(timeout))
                .orElseGet(() -> Health.unknown("no answer: " + described(failure)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(8);
    }

    private static String described(IOException failure) {
        return Optional.ofNullable(failure.getMessage())
                .map(Shown::shortened)
                .orElse(failure.getClass().getSimpleName());
    }
}
