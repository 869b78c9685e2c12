package dev.rollback.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.target.Memo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final RunEvent BEGIN = EveryEvent.events().get(0);
    private static final Instant T = Instant.parse("2026-11-20T12:00:00Z");

    static Stream<RunEvent> everyEvent() {
        return EveryEvent.events().stream().skip(1);
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void reads_what_it_wrote(RunEvent event) {
        List<RunEvent> run = List.of(BEGIN, event);

        List<RunEvent> read = decode(encode(run));

        assertThat(read).isEqualTo(run);
    }

    @Test
    void every_kind_of_event_is_among_those_that_are_tried() {
        List<Class<?>> kinds = kinds(RunEvent.class).toList();

        List<Class<?>> tried = EveryEvent.events().stream()
                .<Class<?>>map(Object::getClass)
                .distinct()
                .toList();

        assertThat(tried).containsExactlyInAnyOrderElementsOf(kinds);
    }

    private static Stream<Class<?>> kinds(Class<?> of) {
        return of.isInterface() ? Stream.of(of.getPermittedSubclasses()).flatMap(EventCodecTest::kinds) : Stream.of(of);
    }

    @Test
    void reads_how_many_people_a_step_asks() {
        StepOutline asks = new StepOutline(
                "sign-off",
                StepKind.APPROVE,
                StepOutline.Edges.none(),
                "",
                StepOutline.Timing.timeout(Duration.ZERO),
                List.of(),
                new StepOutline.Course(null, 2));
        List<RunEvent> run = List.of(new RunEvent.RunStarted(
                T, EveryEvent.RUN, new Outline("p", "", FailurePolicy.HALT, Duration.ofHours(1), List.of(asks))));

        List<RunEvent> read = decode(encode(run));

        assertThat(read).isEqualTo(run);
    }

    @Test
    void an_incident_stays_readable_for_ever() {
        byte[] kept = resource("/dev/rollback/journal/format-1-incident.journal");
        List<RunEvent> run = List.of(EveryEvent.answeringAnIncident());

        assertThat(decode(kept)).isEqualTo(run);
        assertThat(oneByOne(run)).isEqualTo(new String(kept, UTF_8));
    }

    @Test
    void format_1_stays_readable_for_ever() {
        byte[] kept = resource("/dev/rollback/journal/format-1.journal");

        List<RunEvent> read = decode(kept);

        assertThat(read).isEqualTo(EveryEvent.events());
    }

    @Test
    void writes_the_same_bytes_on_every_machine() {
        byte[] kept = resource("/dev/rollback/journal/format-1.journal");

        String written = oneByOne(EveryEvent.events());

        assertThat(written).isEqualTo(new String(kept, UTF_8));
    }

    @Test
    void says_of_records_that_were_appended_as_one_which_they_are() {
        RunEvent event = new RunEvent.StepLooked(T, 0, T);

        byte[] lines = new EventCodec().encode(7, List.of(event, event));

        assertThat(new String(lines, UTF_8).lines().map(line -> line.substring(Checksum.HEAD)))
                .first()
                .asString()
                .startsWith("{\"seq\":7,\"part\":\"1/2\",\"at\":");
    }

    private static String oneByOne(List<RunEvent> events) {
        EventCodec codec = new EventCodec();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            lines.append(new String(codec.encode(i + 1, List.of(events.get(i))), UTF_8));
        }
        return lines.toString();
    }

    @Test
    void goes_on_with_the_names_of_the_steps_after_reading() {
        EventCodec codec = new EventCodec();
        codec.decode(encode(List.of(BEGIN)), "test");

        byte[] next = codec.encode(2, List.of(new RunEvent.StepStarted(T, 1, T)));

        assertThat(new String(next, UTF_8)).contains("\"step\":1,\"name\":\"api\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T12:00:00Z",
                "2026-11-20T23:59:59.999Z",
                "1969-12-31T23:59:59.001Z",
                "2024-02-29T00:00:00.123456789Z",
                "0000-01-01T00:00:00Z",
                "-0001-12-31T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void keeps_every_time_exactly(Instant time) {
        List<RunEvent> run = List.of(BEGIN, new RunEvent.StepLooked(time, 0, time));

        List<RunEvent> read = decode(encode(run));

        assertThat(read).isEqualTo(run);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 0.1, 1e-9, 0.30000000000000004, 2e-3, Double.MIN_VALUE})
    void keeps_every_share_exactly(double share) {
        List<RunEvent> run = List.of(BEGIN, new RunEvent.StepAdvanced(T, 0, "", share, Memo.empty(), T));

        List<RunEvent> read = decode(encode(run));

        assertThat(read).isEqualTo(run);
    }

    @ParameterizedTest
    @CsvSource({"\u0000 \u001f \" \\ / \u2028 \u007f", "é 漢 😀"})
    void keeps_every_sign_of_a_text(String text) {
        List<RunEvent> run = List.of(BEGIN, new RunEvent.StepStopped(T, 0, text));

        List<RunEvent> read = decode(encode(run));

        assertThat(read).isEqualTo(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20T12:00:00.000Z", "2026-11-20T12:00:00Z", "2026-02-30T12:00:00.000Z"})
    void keeps_a_text_that_looks_like_a_time(String text) {
        List<RunEvent> run = List.of(BEGIN, new RunEvent.StepAdvanced(T, 0, text, 0, Memo.of("since", text), T));

        List<RunEvent> read = decode(encode(run));

        assertThat(read).isEqualTo(run);
    }

    @Test
    void keeps_what_each_step_remembers_from_one_look_to_the_next() {
        Memo first = Memo.of("deployment", "1");
        Memo more = first.with("place", "2");
        List<RunEvent> run = new ArrayList<>(List.of(BEGIN));
        for (Memo memo : List.of(first, first, more, Memo.empty(), Memo.of("deployment", "2"), first)) {
            run.add(new RunEvent.StepAdvanced(T, 0, "", 0, memo, T));
            run.add(new RunEvent.StepAdvanced(T, 1, "", 0, first, T));
        }

        List<RunEvent> read = decode(encode(run));

        assertThat(read).isEqualTo(run);
    }

    @Test
    void keeps_records_of_any_length() {
        List<RunEvent> run = new ArrayList<>(List.of(BEGIN));
        for (int length : new int[] {7_000, 1, 8_000, 100_000, 0}) {
            run.add(new RunEvent.StepStopped(T, 0, "why ".repeat(length)));
        }

        List<RunEvent> read = decode(encode(run));

        assertThat(read).isEqualTo(run);
    }

    @Test
    void takes_the_last_of_two_fields_of_one_name() {
        byte[] lines = changed("\"step\":0", "\"step\":1,\"step\":0");

        List<RunEvent> read = decode(lines);

        assertThat(read).last().isEqualTo(decode(changed("", "")).get(1));
    }

    @Test
    void replaces_half_a_sign_because_it_is_no_text() {
        String cut = "😀 and 😀".substring(1, 8);

        List<RunEvent> read = decode(encode(List.of(BEGIN, new RunEvent.StepStopped(T, 0, cut))));

        assertThat(read.get(1)).isEqualTo(new RunEvent.StepStopped(T, 0, "\uFFFD and \uFFFD"));
    }

    @Test
    void passes_over_fields_that_it_does_not_know() {
        String begin = body(encode(List.of(BEGIN)));
        String more = begin.replace("\"plan\":", "\"added\":{\"a\":[1,null,{\"b\":2.5}]},\"and\":null,\"plan\":");

        List<RunEvent> read = decode(line(more));

        assertThat(read).containsExactly(BEGIN);
    }

    @Test
    void refuses_a_newer_format() {
        byte[] newer = line(body(encode(List.of(BEGIN))).replace("\"format\":1", "\"format\":7"));

        assertRefused(newer, JournalException.Kind.NEWER)
                .withMessage(
                        "The journal record at test, line 1 (byte 0) has format 7, expected 1 to 1: read it with the"
                                + " version that wrote it, or a newer one.");
    }

    @Test
    void refuses_a_kind_of_event_that_it_does_not_know() {
        byte[] lines = changed("step-stopped", "step-teleported");

        assertRefused(lines, JournalException.Kind.NEWER)
                .withMessage(
                        "The journal record at test, line 2 (byte 873) is of the kind \"step-teleported\", which this version"
                                + " of the library does not know: read it with the version that wrote it, or a newer one.");
    }

    @Test
    void refuses_a_record_that_was_cut_off() {
        byte[] lines = new String(encode(List.of(BEGIN)), UTF_8).concat("0123").getBytes(UTF_8);

        assertRefused(lines, JournalException.Kind.CORRUPT)
                .withMessage(
                        "The journal record at test, line 2 (byte 873) cannot be read: its 4 bytes have no line end, so it was"
                                + " cut off while it was written. Keep the journal for the record, look at the targets"
                                + " themselves, and roll back what is left in a new run.");
    }

    @Test
    void refuses_a_record_that_was_changed() {
        byte[] lines = encode(List.of(BEGIN));
        lines[40] ^= 1;

        assertRefused(lines, JournalException.Kind.CORRUPT)
                .withMessageContaining("test, line 1 (byte 0) cannot be read: its checksum is ")
                .withMessageContaining(", but that of its content is ")
                .withMessageContaining(", so it was damaged or changed. Keep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "0123\n", "0123456g {}\n", "01234567{}\n", "01234567\n"})
    void refuses_a_record_without_a_checksum(String text) {
        assertRefused(text.getBytes(UTF_8), JournalException.Kind.CORRUPT)
                .withMessageContaining(
                        "line 1 (byte 0) cannot be read: it does not begin with a checksum of 8 hexadecimal digits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"seq\":2'                | '\"seq\":3'       | 'it has the number 3, expected 2, so records are missing'",
                "'\"event\":\"step-stopped\"' | '\"event\":7'   | 'the field \"event\" holds 7, expected a String'",
                "'\"event\":\"step-stopped\"' | '\"event\":\"run-started\"' | 'expected \"run-started\" as the first'",
                "'\"step\":0'               | '\"stop\":0'      | 'the field \"step\" is missing'",
                "'\"step\":0'               | '\"step\":\"0\"'  | 'the field \"step\" holds 0, expected a Long'",
                "'\"step\":0'               | '\"step\":4294967296' | 'holds 4294967296, which is too large'",
                "'T12:00'                   | ' 12:00'          | 'holds \"2026-11-20 12:00:00.000Z\", expected a time'",
                "'\"why\":'                 | '\"why\"'         | 'it is not JSON: '",
                "'{\"seq\"'                 | '[\"seq\"'        | 'it is not a JSON object'",
                "'}'                       | '} {}'           | 'something stands behind its JSON object'",
                "'}'                       | ''               | 'it is not JSON: Unexpected end-of-input'",
            })
    void refuses_a_record_that_makes_no_sense(String written, String instead, String message) {
        byte[] lines = changed(written, instead);

        assertRefused(lines, JournalException.Kind.CORRUPT)
                .withMessageContaining("test, line 2 (byte 873) cannot be read: ")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'HALT'      | 'PANIC'      | 'the field \"onFailure\" holds \"PANIC\", expected one of [HALT, CONTINUE, RESTORE]'",
                "'PT2H'      | '2 hours'    | 'the field \"deadline\" holds \"2 hours\", expected a duration'",
                "'[10,50,'   | '[50,10,'    | 'what it says is not possible: A rollout by [50, 10, 100] percent'",
            })
    void refuses_an_outline_that_makes_no_sense(String written, String instead, String message) {
        byte[] line = line(body(encode(List.of(BEGIN))).replace(written, instead));

        assertRefused(line, JournalException.Kind.CORRUPT).withMessageContaining(message);
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<JournalException> assertRefused(
            byte[] lines, JournalException.Kind kind) {
        return assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> decode(lines))
                .matches(e -> e.kind() == kind, "is of the kind " + kind);
    }

    /** A run of two records with a change in the second one, and a checksum that fits. */
    private static byte[] changed(String written, String instead) {
        RunEvent event = new RunEvent.StepStopped(T, 0, "");
        byte[] both = encode(List.of(BEGIN, event));
        String second = new String(both, UTF_8).split("\n", -1)[1].substring(Checksum.HEAD);
        return (new String(encode(List.of(BEGIN)), UTF_8) + new String(line(second.replace(written, instead)), UTF_8))
                .getBytes(UTF_8);
    }

    private static String body(byte[] line) {
        return new String(line, UTF_8).substring(Checksum.HEAD).stripTrailing();
    }

    private static byte[] line(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return (Checksum.text(Checksum.of(bytes, 0, bytes.length)) + " " + body + "\n").getBytes(UTF_8);
    }

    private static byte[] encode(List<RunEvent> events) {
        return new EventCodec().encode(1, events);
    }

    private static List<RunEvent> decode(byte[] lines) {
        return new EventCodec().decode(lines, "test");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(EventCodecTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
