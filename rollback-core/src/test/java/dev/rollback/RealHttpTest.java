package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.rollback.target.Http;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RealHttpTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final Http http = new RealHttp(() -> now);
    private final CountDownLatch testOver = new CountDownLatch(1);
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = serve();
    }

    private HttpServer serve() throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setExecutor(threads);
        made.start();
        return made;
    }

    @AfterEach
    void stop() {
        testOver.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static String url(HttpServer server, String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private Http.Request get(String path) {
        return request("GET", url(server, path), LONG);
    }

    private static Http.Request request(String method, String url, Duration timeout) {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("X-Api-Key", "s3cr3t");
        return new Http.Request(method, URI.create(url), headers, timeout);
    }

    private void on(String path, HttpHandler handler) {
        on(server, path, handler);
    }

    private void on(HttpServer where, String path, HttpHandler handler) {
        where.createContext(path, exchange -> {
            asked.add(exchange.getRequestMethod() + " " + path + " "
                    + exchange.getRequestHeaders().getFirst("X-Api-Key"));
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static HttpHandler redirect(int status, String to) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", to);
            answer(exchange, status, "");
        };
    }

    @Test
    void sends_method_and_headers_and_gives_status_headers_and_body() throws IOException {
        on("/health", exchange -> {
            exchange.getResponseHeaders().add("X-Version", "1.2");
            answer(exchange, 503, "schön krank");
        });

        Http.Answer answer = http.send(get("/health"));

        assertThat(asked).containsExactly("GET /health s3cr3t");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("x-version")).hasValue("1.2");
        assertThat(answer.body()).isEqualTo("schön krank");
    }

    @Test
    void reads_the_body_in_the_charset_that_it_names() throws IOException {
        on("/latin", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=\"ISO-8859-1\"");
            answer(exchange, 200, "schön".getBytes(StandardCharsets.ISO_8859_1));
        });
        on("/odd", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=no-such");
            answer(exchange, 200, "schön");
        });

        assertThat(http.send(get("/latin")).body()).isEqualTo("schön");
        assertThat(http.send(get("/odd")).body()).isEqualTo("schön");
    }

    @Test
    void says_how_long_it_took_by_the_clock_it_was_given() throws IOException {
        Instant[] time = {now};
        Http timed = new RealHttp(() -> time[0]);
        on("/slow", exchange -> {
            time[0] = now.plusMillis(300);
            answer(exchange, 200, "");
        });

        assertThat(timed.send(get("/slow")).took()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void keeps_the_start_of_a_body_without_end() throws IOException {
        on("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = "x".repeat(64 << 10).getBytes(StandardCharsets.UTF_8);
            while (testOver.getCount() > 0) {
                exchange.getResponseBody().write(chunk);
            }
        });

        assertThat(http.send(get("/endless")).body()).hasSize(Http.MAX_BODY);
    }

    @Test
    void follows_redirects_of_the_same_origin_with_the_headers() throws IOException {
        on("/old", redirect(302, "/new"));
        on("/new", redirect(307, url(server, "/newest?a=b")));
        on("/newest", exchange -> answer(exchange, 200, "here"));

        Http.Answer answer = http.send(request("POST", url(server, "/old"), LONG));

        assertThat(answer.body()).isEqualTo("here");
        assertThat(asked).containsExactly("POST /old s3cr3t", "GET /new s3cr3t", "GET /newest s3cr3t");
    }

    @Test
    void takes_no_headers_along_to_another_origin() throws IOException {
        HttpServer other = serve();
        on("/old", redirect(308, url(other, "/new")));
        on(other, "/new", exchange -> answer(exchange, 200, ""));

        Http.Answer answer = http.send(request("HEAD", url(server, "/old"), LONG));
        other.stop(0);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(asked).containsExactly("HEAD /old s3cr3t", "HEAD /new null");
    }

    @Test
    void gives_the_redirect_itself_where_it_leads_nowhere() throws IOException {
        on("/round", redirect(302, "/round"));
        on("/odd", redirect(302, "gopher://x y"));
        on("/multiple", exchange -> answer(exchange, 300, ""));

        assertThat(http.send(get("/round")).status()).isEqualTo(302);
        assertThat(asked).hasSize(6);
        assertThat(http.send(get("/odd")).status()).isEqualTo(302);
        assertThat(http.send(get("/multiple")).status()).isEqualTo(300);
    }

    @Test
    void gives_up_at_the_time_out_when_no_answer_comes() {
        on("/silent", exchange -> awaitEnd());

        assertThatThrownBy(() -> http.send(request("GET", url(server, "/silent?key=s3cr3t"), SHORT)))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessage("no whole answer to GET http://localhost within PT0.05S");
    }

    @Test
    void the_time_out_holds_for_the_body_too() {
        on("/half", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            awaitEnd();
        });

        assertThatThrownBy(() -> http.send(request("GET", url(server, "/half"), SHORT)))
                .isInstanceOf(HttpTimeoutException.class);
    }

    private void awaitEnd() {
        try {
            testOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_interrupted_thread_stops_waiting() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        on("/silent", exchange -> {
            reached.countDown();
            awaitEnd();
        });
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                http.send(get("/silent"));
            } catch (InterruptedIOException e) {
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                stillInterrupted.completeExceptionally(e);
            }
        });

        asking.start();
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        asking.interrupt();

        assertThat(stillInterrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_refused_connection_is_told_from_an_unknown_name_and_a_dropped_connection() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        on("/dropped", HttpExchange::close);

        assertThatThrownBy(() -> http.send(request("GET", "http://localhost:" + unused, LONG)))
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> http.send(request("GET", "http://no-such-host.invalid/health", LONG)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("no-such-host.invalid is not known here");
        assertThatThrownBy(() -> http.send(get("/dropped")))
                .isExactlyInstanceOf(SocketException.class)
                .hasMessageStartingWith("the connection was dropped: ");
    }

    @Test
    void a_request_that_cannot_be_sent_is_named_without_its_headers() {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("X-Api-Key", "s3cr3t\n");
        Http.Request odd = new Http.Request("GET", URI.create("http://localhost/health"), headers, LONG);

        assertThatThrownBy(() -> http.send(odd))
                .isInstanceOf(IOException.class)
                .hasMessage("the request GET http://localhost has a method, host or header that cannot be sent")
                .hasNoCause();
    }

    @Test
    void sends_a_body_and_its_type() throws IOException {
        on("/hook", exchange -> {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            byte[] seen = (exchange.getRequestHeaders().getFirst("Content-Type") + " "
                            + new String(sent, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, seen.length);
            exchange.getResponseBody().write(seen);
        });
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        Http.Request post = new Http.Request("POST", URI.create(url(server, "/hook")), headers, LONG, "1 € for ä");

        Http.Answer answer = http.send(post);

        assertThat(answer.body()).isEqualTo("text/plain; charset=utf-8 1 € for ä");
    }
}
