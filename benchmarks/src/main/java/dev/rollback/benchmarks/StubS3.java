package dev.rollback.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An S3 over HTTP that answers each request after a fixed time, of one bucket whose keys are generated. No thread waits for that time, so any number of
 * requests may be under way. Counts the calls by operation and the most that were under way at once.
 */
final class StubS3 implements AutoCloseable {

    private final GeneratedBucket bucket;
    private final Duration latency;
    private final HttpServer server;
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    private final ExecutorService takers = Executors.newFixedThreadPool(2);
    private final Map<String, AtomicInteger> calls = new ConcurrentSkipListMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private StubS3(GeneratedBucket bucket, Duration latency, HttpServer server) {
        this.bucket = bucket;
        this.latency = latency;
        this.server = server;
    }

    static StubS3 start(GeneratedBucket bucket, Duration latency) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            StubS3 stub = new StubS3(bucket, latency, server);
            server.createContext("/", stub::take);
            server.setExecutor(stub.takers);
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The calls so far, by operation. */
    Map<String, Integer> calls() {
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach((name, count) -> counts.put(name, count.get()));
        return counts;
    }

    int mostUnderWay() {
        return most.get();
    }

    /** Forgets what was done and counted. */
    void reset() {
        bucket.reset();
        calls.clear();
        most.set(0);
    }

    /** What is answered. */
    record Answer(String operation, int status, Map<String, String> headers, String body) {

        static Answer of(String operation, String body) {
            return new Answer(operation, 200, Map.of(), body);
        }

        static Answer error(String operation, int status, String code) {
            return new Answer(
                    operation, status, Map.of(), "<Error><Code>" + code + "</Code><Message>stub</Message></Error>");
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        exchange.getRequestBody().readAllBytes();
        ScheduledFuture<?> unused = later.schedule(() -> answer(exchange), latency.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            Answer answer = bucket.answer(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    query(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders());
            calls.computeIfAbsent(answer.operation(), name -> new AtomicInteger())
                    .incrementAndGet();
            underWay.decrementAndGet();
            send(exchange, answer);
        } catch (IOException | RuntimeException e) {
            calls.computeIfAbsent("failed: " + e, name -> new AtomicInteger()).incrementAndGet();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", "1000");
        }
        exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new TreeMap<>();
        for (String part : raw == null ? new String[0] : raw.split("&")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            query.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        later.shutdownNow();
        takers.shutdownNow();
    }
}
