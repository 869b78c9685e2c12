package dev.rollback.journal;

import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Severity;
import dev.rollback.target.TargetId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A process of its own that holds the lease of a target until it is killed or its input ends. */
final class FileLeasesHolder {

    private FileLeasesHolder() {}

    public static void main(String... args) throws IOException {
        try (FileLeases leases = FileLeases.in(Path.of(args[0]))) {
            leases.acquire(
                    new TargetId("lever", "eu-west-1/123456789012", "api"),
                    new LeaseOwner("Bob", "r-9", "shop", "", Severity.MAJOR),
                    Instant.parse("2026-11-20T12:00:00Z"));
            System.out.println("held");
            int unused = System.in.read();
        }
    }
}
