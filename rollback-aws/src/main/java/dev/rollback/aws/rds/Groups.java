package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;

/**
 * Groups of parameters and of options, which belong to a family of versions. A default group is left to RDS, which takes the one of the version that is
 * restored; one of your own is named, and has to be of its family.
 */
final class Groups {

    private final SdkService<RdsClient> rds;

    Groups(AwsScope scope) {
        this.rds = scope.service("rds", RdsClient.class);
    }

    private static boolean isDefault(String group) {
        return group.startsWith("default.") || group.startsWith("default:");
    }

    /** The group to name in a request; null where it is left to RDS. */
    static @Nullable String named(@Nullable String group) {
        return group == null || group.isEmpty() || isDefault(group) ? null : group;
    }

    /** The group to compare by: default groups are the same setting whatever their version. */
    static @Nullable String compared(@Nullable String group) {
        return group != null && isDefault(group) ? "the default of its version" : group;
    }

    /** Whether the groups that a database has now can be used for what is in a snapshot. */
    List<Finding> findings(Look look, Database database, Taken snapshot, List<String> groups) {
        List<String> own =
                groups.stream().filter(group -> named(group) != null).distinct().toList();
        boolean sameVersion = snapshot.about().engineVersion().equals(database.engineVersion());
        return own.isEmpty() || sameVersion
                ? List.of()
                : Looked.at(look, () -> families(look, database, snapshot))
                        .findings(
                                "FAMILY",
                                "the parameter family of " + database.id() + " and of snapshot " + snapshot.id(),
                                families -> families.isApart()
                                        ? List.of(other(database, snapshot, own, families))
                                        : List.of());
    }

    /** The families of two versions; empty for a version that RDS does not know any more. */
    private record Families(Optional<String> now, Optional<String> then) {
        boolean isApart() {
            return now.isPresent() && then.isPresent() && !now.equals(then);
        }
    }

    private Families families(Look look, Database database, Taken snapshot) {
        return new Families(
                family(look, database.engine(), database.engineVersion()),
                family(look, database.engine(), snapshot.about().engineVersion()));
    }

    private Optional<String> family(Look look, String engine, String version) {
        return rds
                .read(
                        look,
                        "DescribeDBEngineVersions",
                        client -> client.describeDBEngineVersions(
                                ask -> ask.engine(engine).engineVersion(version).includeAll(true)))
                .dbEngineVersions()
                .stream()
                .findFirst()
                .map(DBEngineVersion::dbParameterGroupFamily);
    }

    private static Finding other(Database database, Taken snapshot, List<String> own, Families families) {
        return Finding.hard(
                "OTHER_FAMILY",
                "Snapshot " + snapshot.id() + " is of version "
                        + snapshot.about().engineVersion() + ", of family "
                        + families.then().orElseThrow() + "; " + database.id() + " has groups of "
                        + families.now().orElseThrow() + ": " + String.join(", ", own)
                        + ". RDS restores no database with groups of another family.",
                "Name a snapshot from after the upgrade, or restore this one by hand with groups of its family.");
    }

    /** Adds what looking at families needs. */
    static void permissions(Assessment.Builder assessment) {
        assessment.reads("rds:DescribeDBEngineVersions", "*");
    }
}
