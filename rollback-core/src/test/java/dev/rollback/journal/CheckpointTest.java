package dev.rollback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.target.Standing;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final Instant T = Instant.parse("2026-11-20T12:00:00.007Z");
    private static final TargetId API = new TargetId("ecs-service", "eu-west-1/123456789012", "prod/checkout");

    private static final String FORMAT_1 =
            "{\"format\":1,\"checkpoint\":\"20261120-120000-0000002a\",\"at\":\"2026-11-20T12:00:00.007Z\","
                    + "\"notes\":{\"release\":\"v1.3.0\"},\"warnings\":[\"api: its images may be deleted\"],\"captured\":[{"
                    + "\"target\":{\"kind\":\"ecs-service\",\"scope\":\"eu-west-1/123456789012\",\"name\":\"prod/checkout\"},"
                    + "\"version\":{\"id\":\"checkout:41\",\"content\":\"sha256:41\",\"tenure\":{\"from\":\"2026-11-20T12:00:00.007Z\","
                    + "\"source\":\"deployments\"},\"standing\":\"UNPROVEN\",\"label\":\"v1.2.0\",\"facts\":{\"why\":\"young\"}}}]}";

    private static Checkpoint checkpoint() {
        Version version = Version.of("checkout:41", "sha256:41", Tenure.since(T, "deployments"))
                .labelled("v1.2.0")
                .standing(Standing.UNPROVEN, "young");
        return new Checkpoint(
                "20261120-120000-0000002a",
                T,
                List.of(new Checkpoint.Captured(API, version)),
                List.of("api: its images may be deleted"),
                new TreeMap<>(Map.of("release", "v1.3.0")));
    }

    @Test
    void format_1_is_written_and_stays_readable_for_ever() {
        assertThat(checkpoint().toJson()).isEqualTo(FORMAT_1);
        assertThat(Checkpoint.parse(FORMAT_1)).isEqualTo(checkpoint());
    }

    @Test
    void what_a_newer_version_added_is_passed_over() {
        String more =
                FORMAT_1.replaceFirst("\\{", "{\"weather\":[{\"sun\":true}],").replace(",", " ,\n ");

        assertThat(Checkpoint.parse(more)).isEqualTo(checkpoint());
    }

    @Test
    void a_newer_format_is_refused() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Checkpoint.parse(FORMAT_1.replace("\"format\":1", "\"format\":2")))
                .withMessageContaining("has format 2, expected 1 to 1")
                .extracting(JournalException::kind)
                .isEqualTo(JournalException.Kind.NEWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"format\":1",
                "{\"format\":1}",
                "{\"format\":1,\"checkpoint\":\"../x\",\"at\":\"2026-11-20T12:00:00Z\"}",
                "{\"format\":1,\"checkpoint\":\"x\",\"at\":\"yesterday\"}",
                "{\"format\":1,\"checkpoint\":\"x\",\"at\":\"2026-11-20T12:00:00Z\",\"captured\":[{}]}"
            })
    void what_is_no_checkpoint_is_refused(String text) {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Checkpoint.parse(text))
                .withMessageStartingWith("Nothing can be brought back to the checkpoint: name versions instead.")
                .extracting(JournalException::kind)
                .isEqualTo(JournalException.Kind.CORRUPT);
    }

    @Test
    void says_what_a_target_served() {
        assertThat(checkpoint().of(API)).get().extracting(Version::id).isEqualTo("checkout:41");
        assertThat(checkpoint().of(new TargetId("ecs-service", "eu-west-1/210987654321", "prod/checkout")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "../x", "-a", "a/b", "a.b"})
    void an_id_that_is_no_name_of_a_file_is_refused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Checkpoint(id, T, List.of(), List.of(), new TreeMap<>()))
                .withMessageStartingWith("A checkpoint is called \"" + id + "\": expected 1 to 48 letters");
    }
}
