package dev.rollback.aws.rds;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Finding.Level;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.rds.FakeDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A database with a snapshot of three hours ago, and what a preview says of going back to it. */
abstract class RestoreWorld {

    static final String SNAPSHOT = "before-v42";

    final FakeAws world = FakeAws.builder().startingAt(TestClock.START).build();
    final FakeDatabase orders = world.rds().instance("orders").snapshot(SNAPSHOT, ofHours(3));
    final TestAttempt look = new TestAttempt(new TestClock());
    final RdsSnapshot target = RdsSnapshot.ofInstance(scope(), "orders").acceptDataLoss(ofHours(4));

    AwsScope scope() {
        return AwsScope.of(world::client, "eu-west-1", "123456789012");
    }

    Change to(RdsSnapshot at, Version version) {
        return new Change(at.id(), at.current(look), version, "change-1");
    }

    Change toSnapshot() {
        return to(target, target.version(SNAPSHOT, look).orElseThrow());
    }

    Change toTime(Instant time) {
        Version then = Version.of(time.toString(), "time " + time, Tenure.since(time, "test"))
                .fact(RdsSnapshot.DATABASE_TIME, time.toString());
        return to(target, then);
    }

    static Finding finding(Assessment assessment, String code) {
        Optional<Finding> found = assessment.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst();
        assertThat(found).as("%s among %s", code, assessment.findings()).isPresent();
        return found.get();
    }

    Finding finding(Change change, String code) {
        return finding(target.check(change, look), code);
    }

    static List<Level> levels(Assessment assessment) {
        return assessment.findings().stream().map(Finding::level).toList();
    }
}
