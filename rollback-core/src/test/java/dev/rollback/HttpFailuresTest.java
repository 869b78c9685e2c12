package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Http;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpFailuresTest {

    private static final Http.Request REQUEST = new Http.Request(
            "GET", URI.create("https://shop.example.com/health"), new TreeMap<>(), Duration.ofSeconds(1));

    private static Throwable connecting(Throwable cause) {
        return new ConnectException().initCause(cause);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(connecting(connecting(new UnresolvedAddressException())), UnknownHostException.class),
                Arguments.of(connecting(new NoRouteToHostException()), NoRouteToHostException.class),
                Arguments.of(connecting(new BindException()), NoRouteToHostException.class),
                Arguments.of(connecting(new SocketException("Network is unreachable")), NoRouteToHostException.class),
                Arguments.of(connecting(new ClosedChannelException()), ConnectException.class),
                Arguments.of(new ConnectException("Connection refused"), ConnectException.class),
                Arguments.of(new HttpTimeoutException("late"), HttpTimeoutException.class),
                Arguments.of(new SSLHandshakeException("not trusted"), SSLHandshakeException.class),
                Arguments.of(new IOException("no bytes", new EOFException()), SocketException.class),
                Arguments.of(new ClosedChannelException(), SocketException.class),
                Arguments.of(new IllegalStateException("odd"), IOException.class));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void the_type_says_whether_name_way_or_service_was_the_trouble(Throwable failure, Class<?> expected) {
        IOException explained = HttpFailures.explain(failure, REQUEST);

        assertThat(explained).isExactlyInstanceOf(expected);
    }
}
