package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rollback.journal.FileJournal;
import dev.rollback.notify.Delivery;
import dev.rollback.notify.Webhook;
import dev.rollback.run.RunId;
import dev.rollback.time.EngineTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages over real HTTP, in real time, beside a journal in a folder. */
@Timeout(60)
class RealMessagesTest {

    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    @Test
    void arrive_before_the_engine_is_closed_and_are_kept() {
        server.createContext("/log", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(received.size() == 1 ? 503 : 204, -1);
            exchange.close();
        });

        RunId run;
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine =
                        RollbackEngine.with(journal, options -> options.notifier(Webhook.to(url("/log"))))) {
            run = engine.execute(Bench.plan(new Lever("api"))).run();
        }

        assertThat(received)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(body -> body.contains("\"run\":\"" + run + "\""))
                .last()
                .asString()
                .contains("\"occasion\":\"DONE\"");
        assertThat(kept(run)).extracting(Delivery::fate).contains(Delivery.Fate.SENT);
        assertThat(kept(run)).last().returns(run + "-ended", Delivery::message);
    }

    private List<Delivery> kept(RunId run) {
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(journal)) {
            return engine.run(run).messages();
        }
    }

    /** Waits for the ten seconds that closing may take. */
    @Test
    @Tag("proof")
    void keep_neither_the_report_nor_for_long_the_end_of_the_engine_where_nobody_answers() {
        server.createContext("/log", exchange -> received.add("asked, and not answered"));
        EngineTime clock = EngineTime.system();
        Instant begin = clock.instant();

        RollbackReport report;
        Instant reported;
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(
                        journal,
                        options -> options.notifier(Webhook.to(url("/log")).timeout(Duration.ofMinutes(1))))) {
            report = engine.execute(Bench.plan(new Lever("api")));
            reported = clock.instant();
        }

        assertThat(report.isSuccess()).isTrue();
        assertThat(Duration.between(begin, reported)).isLessThan(Duration.ofSeconds(5));
        assertThat(Duration.between(reported, clock.instant())).isLessThan(Duration.ofSeconds(20));
        assertThat(received).isNotEmpty();
    }
}
