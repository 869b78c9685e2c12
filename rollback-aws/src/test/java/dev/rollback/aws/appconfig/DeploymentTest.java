package dev.rollback.aws.appconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentTest {

    private static Deployment described(String description) {
        return new Deployment(
                7,
                "3",
                "COMPLETE",
                100,
                new Deployment.Times(
                        Instant.EPOCH, Optional.empty(), Duration.ZERO, Duration.ofMinutes(10), Optional.empty()),
                new Deployment.About("flags", "", description, Optional.empty(), ""));
    }

    @Test
    void is_of_the_change_that_its_description_names() {
        assertThat(described("rollback run-1").isOf("run-1")).isTrue();
        assertThat(described("").isOf("run-1")).isFalse();
    }

    @Test
    void is_of_no_change_whose_id_only_begins_like_the_one_named() {
        assertThat(described("rollback run-10").isOf("run-1")).isFalse();
        assertThat(described("rollback run-1-undo").isOf("run-1")).isFalse();
        assertThat(described("rollback run-1-back").isOf("run-1")).isFalse();
    }
}
