package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/**
 * What a request says of the storage of the instance that it makes. On small gp3 volumes the rates are fixed: they are shown, and a request that names
 * them is refused ("Amazon RDS DB instance storage" in the RDS User Guide).
 *
 * @param type the type of volume; null when the request is silent
 * @param iops operations a second; null when the request is silent
 * @param throughput MiB a second; null when the request is silent
 */
record Storage(
        @Nullable String type,
        @Nullable Integer iops,
        @Nullable Integer throughput) {
    private static final int BASE_IOPS = 3_000;
    private static final int BASE_THROUGHPUT = 125;
    private static final int LARGE_IOPS = 12_000;
    private static final int LARGE_THROUGHPUT = 500;

    static Storage of(CreateDbInstanceRequest request) {
        return new Storage(request.storageType(), request.iops(), request.storageThroughput());
    }

    static Storage of(RestoreDbInstanceFromDbSnapshotRequest request) {
        return new Storage(request.storageType(), request.iops(), request.storageThroughput());
    }

    /** Gives an instance this storage; what is not said comes from the source, if there is one, where RDS documents it. */
    void settle(DBInstance.Builder made, @Nullable DBInstance source) {
        DBInstance so = made.build();
        String settled = requireNonNullElse(type, iops == null ? "gp3" : "io1");
        check(so, settled, source);
        made.storageType(settled);
        if (settled.equals("gp3")) {
            boolean large = threshold(so.engine()) > 0 && so.allocatedStorage() >= threshold(so.engine());
            made.iops(requireNonNullElse(iops, large ? LARGE_IOPS : BASE_IOPS));
            made.storageThroughput(requireNonNullElse(throughput, large ? LARGE_THROUGHPUT : BASE_THROUGHPUT));
        } else {
            made.iops(iops != null || source == null || !settled.startsWith("io") ? iops : source.iops());
        }
    }

    private void check(DBInstance so, String settled, @Nullable DBInstance source) {
        int least = threshold(so.engine());
        if (settled.equals("gp3") && so.allocatedStorage() < least && (iops != null || throughput != null)) {
            throw RdsErrors.invalidCombination("You can't specify IOPS or storage throughput for engine " + so.engine()
                    + " and a storage size less than " + least + ".");
        }
        if (!settled.equals("gp3") && throughput != null) {
            throw RdsErrors.invalidCombination(
                    "You can't specify storage throughput for storage type " + settled + ": it applies to gp3 alone.");
        }
        if (source != null && so.allocatedStorage() < source.allocatedStorage()) {
            throw RdsErrors.invalidCombination("The allocated storage of " + so.allocatedStorage()
                    + " GiB is less than the " + source.allocatedStorage() + " GiB of what is restored.");
        }
        checkGrowth(so, source);
        if (so.multiAZ() && so.availabilityZone() != null) {
            throw RdsErrors.invalidCombination(
                    "Requesting a specific availability zone is not valid for Multi-AZ instances.");
        }
    }

    /** A restore grows storage by a tenth at least, and that of SQL Server not at all ("Restoring to a DB instance" in the RDS User Guide). */
    private static void checkGrowth(DBInstance so, @Nullable DBInstance source) {
        if (source == null || so.allocatedStorage().equals(source.allocatedStorage())) {
            return;
        }
        boolean enough = so.allocatedStorage() * 10 >= source.allocatedStorage() * 11;
        if (!enough || so.engine().startsWith("sqlserver")) {
            throw RdsErrors.invalidCombination("Invalid storage size for engine name " + so.engine() + ": "
                    + so.allocatedStorage() + ". A restore from " + source.allocatedStorage()
                    + " GiB has that size, or one larger by 10 percent, which SQL Server does not support.");
        }
    }

    /** From how many GiB on the rates of gp3 can be chosen. */
    private static int threshold(String engine) {
        if (engine.startsWith("sqlserver")) {
            return 0;
        }
        return engine.startsWith("oracle") ? 200 : 400;
    }
}
