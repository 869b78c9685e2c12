package dev.rollback.testkit;

import dev.rollback.lease.InProcessLeases;
import dev.rollback.lease.Leases;

class InProcessLeasesContractTest extends LeaseContract {

    @Override
    protected Leases free() {
        return new InProcessLeases();
    }
}
