package dev.rollback.testkit;

import dev.rollback.journal.FileLeases;
import dev.rollback.lease.Leases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileLeasesContractTest extends LeaseContract {

    @TempDir
    Path folder;

    @Override
    protected Leases free() {
        return FileLeases.in(folder);
    }
}
