package dev.rollback.aws.rds;

import dev.rollback.target.Finding;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The volume of an instance, and which of its rates a request may name. On a gp3 volume under a size that depends on the engine the rates are fixed: RDS
 * shows them, and refuses a request that names them ("Amazon RDS DB instance storage" in the RDS user guide). A throughput is named for gp3 alone.
 *
 * @param engine of the instance
 * @param type of the volume, such as {@code gp3}; empty where RDS does not say
 * @param gibibytes its size; 0 where RDS does not say
 */
record Volume(String engine, String type, int gibibytes) {

    private static final String COMES_WITH_IT = "as gp3 of its size comes with";

    static Volume of(DBInstance shown) {
        return new Volume(
                shown.engine(),
                Objects.requireNonNullElse(shown.storageType(), ""),
                Objects.requireNonNullElse(shown.allocatedStorage(), 0));
    }

    private boolean isGp3() {
        return type.equals("gp3");
    }

    /** The size in GiB from which on the rates of gp3 can be chosen. */
    private int threshold() {
        if (engine.contains("sqlserver")) {
            return 0;
        }
        return engine.contains("oracle") ? 200 : 400;
    }

    private boolean hasChoice() {
        return type.startsWith("io") || (isGp3() && gibibytes >= threshold());
    }

    @Nullable
    Integer namedIops(@Nullable Integer shown) {
        return hasChoice() ? shown : null;
    }

    @Nullable
    Integer namedThroughput(@Nullable Integer shown) {
        return hasChoice() && isGp3() ? shown : null;
    }

    /** What a restore from that snapshot does otherwise. */
    List<Finding> findings(String database, Taken snapshot) {
        int from = snapshot.about().gibibytes();
        return outgrew(from)
                ? List.of(Finding.note(
                        "RESTORED_LARGER",
                        "Snapshot " + snapshot.id() + " has " + from + " GiB, " + database + " has " + gibibytes
                                + ": it is restored with " + namedSize(from) + " GiB, as gp3 has fixed rates under "
                                + threshold() + "."))
                : List.of();
    }

    /** Whether a snapshot is too small to have the rates that this volume has. */
    private boolean outgrew(int snapshot) {
        return isGp3() && snapshot > 0 && snapshot < threshold() && gibibytes >= threshold();
    }

    /**
     * The size to ask for where a snapshot is too small to have these rates. A restore grows storage by a tenth at least ("Restoring to a DB instance" in
     * the RDS user guide).
     *
     * @return null to leave the snapshot's
     */
    @Nullable
    Integer namedSize(int snapshot) {
        return outgrew(snapshot) ? Integer.valueOf(Math.max(gibibytes, (snapshot * 11 + 9) / 10)) : null;
    }

    /** Operations a second to compare by: those that come with a size are the same setting at any size. */
    @Nullable
    Object iops(@Nullable Integer shown) {
        return Objects.equals(shown, isGp3() ? (isLarge() ? 12_000 : 3_000) : -1) ? COMES_WITH_IT : shown;
    }

    /** MiB a second to compare by. */
    @Nullable
    Object throughput(@Nullable Integer shown) {
        return Objects.equals(shown, isGp3() ? (isLarge() ? 500 : 125) : -1) ? COMES_WITH_IT : shown;
    }

    private boolean isLarge() {
        return threshold() > 0 && gibibytes >= threshold();
    }
}
