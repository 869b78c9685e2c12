package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.Http;
import dev.rollback.target.Processes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutsideTest {
    private static final String URL = "https://shop.example.com/health";

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    private Http.Answer get(String url) throws IOException {
        return world.http().send(new Http.Request("GET", URI.create(url), new TreeMap<>(), Duration.ofSeconds(5)));
    }

    @Test
    void answers_as_scripted() throws IOException {
        world.http(URL).returns(503, "down");

        Http.Answer answer = get(URL);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("down");
        assertThat(answer.took()).isEqualTo(Duration.ofMillis(20));
        assertThat(world.clock().trace().lines())
                .singleElement()
                .asString()
                .endsWith("http    GET https://shop.example.com/health -> 503");
    }

    @Test
    void answers_by_the_state_of_the_world() throws IOException {
        world.lambda().function("f").alias("live").ran("1", Duration.ofDays(1)).deployed("2", Duration.ofMinutes(5));
        world.http(URL)
                .healthyWhen(w ->
                        w.lambda().function("f").alias("live").servingVersion().equals("1"));

        int before = get(URL).status();
        world.lambda().function("f").alias("live").otherActorPoints("1");
        int after = get(URL).status();

        assertThat(List.of(before, after)).containsExactly(503, 200);
    }

    @Test
    void answers_so_until_something_holds() throws IOException {
        boolean[] well = {false};
        world.http(URL).returns(500).until(w -> well[0]);

        int before = get(URL).status();
        well[0] = true;
        int after = get(URL).status();
        well[0] = false;

        assertThat(List.of(before, after, get(URL).status())).containsExactly(500, 200, 200);
    }

    @Test
    void passes_over_query_and_fragment_and_never_shows_them() throws IOException {
        world.http(URL).returns(200);

        int status = get(URL + "?token=hunter2#x").status();

        assertThat(status).isEqualTo(200);
        assertThat(world.clock().trace().toString()).doesNotContain("hunter2");
    }

    @Test
    void refuses_connections_where_scripted() {
        world.http(URL).refuses();

        assertThatThrownBy(() -> get(URL)).isInstanceOf(ConnectException.class);
    }

    @Test
    void answers_too_late_where_scripted() {
        world.http(URL).takes(Duration.ofSeconds(6));

        assertThatThrownBy(() -> get(URL))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessageContaining(URL)
                .hasMessageContaining("PT5S");
    }

    @Test
    void names_an_address_that_is_not_scripted() {
        world.http(URL).returns(200);

        assertThatThrownBy(() -> get("https://shop.example.com/other?key=hunter2"))
                .isInstanceOf(IOException.class)
                .hasMessage("GET https://shop.example.com/other is not scripted in this scene."
                        + " Expected one of [https://shop.example.com/health]."
                        + " Add world.http(\"https://shop.example.com/other\").returns(200) to it.");
        assertThat(world.missing()).hasSize(1);
    }

    @Test
    void refuses_to_script_what_is_no_address() {
        assertThatThrownBy(() -> world.http("/health"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"/health\"")
                .hasMessageContaining("absolute");
    }

    @Test
    void runs_processes_by_their_first_words() throws IOException {
        world.process("flyway").exits(2, "no such command");
        world.process("flyway", "undo").exits(0, "undone");

        Processes.Result undone = world.processes().run(List.of("flyway", "undo", "-q"), Duration.ofMinutes(1));
        Processes.Result other = world.processes().run(List.of("flyway", "info"), Duration.ofMinutes(1));

        assertThat(undone).isEqualTo(new Processes.Result(0, "undone"));
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(world.clock().trace().lines()).first().asString().endsWith("process flyway -> exit 0");
    }

    @Test
    void kills_a_process_that_takes_too_long() {
        world.process("flyway").takes(Duration.ofMinutes(2));

        assertThatThrownBy(() -> world.processes().run(List.of("flyway"), Duration.ofMinutes(1)))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessageContaining("flyway");
    }

    @Test
    void names_a_process_that_is_not_scripted_without_its_arguments() {
        assertThatThrownBy(() -> world.processes().run(List.of("psql", "password=hunter2"), Duration.ofMinutes(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("process psql is not scripted")
                .hasMessageContaining("world.process(\"psql\")")
                .hasMessageNotContaining("hunter2");
    }
}
