package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.RollbackPlan;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YourOwnTargetTest {

    private static final Instant NOW = FakeAws.Builder.START;

    @TempDir
    Path home;

    @BeforeEach
    void release_42_went_bad_after_a_month_of_41() throws IOException {
        release("40", NOW.minus(ofDays(60)));
        release("41", NOW.minus(ofDays(30)));
        release("42", NOW.minus(ofMinutes(20)));
        Files.createSymbolicLink(home.resolve("current"), Path.of("releases", "42"));
    }

    private void release(String name, Instant at) throws IOException {
        Files.setLastModifiedTime(
                Files.createDirectories(home.resolve("releases").resolve(name)), FileTime.from(at));
    }

    @Test
    void goes_back_to_the_release_before() throws IOException {
        Rehearsal rehearsal = Rehearsal.of(world -> {}, world -> plan());

        assertThat(rehearsal.run()).rolledBack().keepsInvariants().step("site").servesVersion("41");
        assertThat(Files.readSymbolicLink(home.resolve("current"))).hasFileName("41");
    }

    private RollbackPlan plan() {
        return RollbackPlan.named("site")
                .incidentStartedAt(NOW.minus(ofMinutes(15)))
                .rollBack("site", new YourOwnTarget(home))
                .build();
    }
}
