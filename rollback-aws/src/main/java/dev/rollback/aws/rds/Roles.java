package dev.rollback.aws.rds;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBClusterRole;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;

/** The roles that a database acts in, each for a feature. */
final class Roles {

    private Roles() {}

    /**
     * The first role that can be associated. RDS takes a role, and a feature, but once for an instance ("AddRoleToDBInstance" in the RDS API reference), so
     * what somebody else has associated is left, and differs.
     */
    static Optional<DBInstanceRole> missingOfInstance(List<DBInstanceRole> wanted, List<DBInstanceRole> has) {
        return wanted.stream()
                .filter(role -> has.stream().noneMatch(other -> clash(role, other)))
                .findFirst();
    }

    private static boolean clash(DBInstanceRole one, DBInstanceRole other) {
        return Objects.equals(one.roleArn(), other.roleArn()) || Objects.equals(one.featureName(), other.featureName());
    }

    /** The first role that can be associated; a cluster takes each once. */
    static Optional<DBClusterRole> missingOfCluster(List<DBClusterRole> wanted, List<DBClusterRole> has) {
        return wanted.stream()
                .filter(role -> has.stream().noneMatch(other -> Objects.equals(role.roleArn(), other.roleArn())))
                .findFirst();
    }

    static List<String> ofInstance(List<DBInstanceRole> roles) {
        return roles.stream()
                .map(role -> named(role.roleArn(), role.featureName()))
                .sorted()
                .toList();
    }

    static List<String> ofCluster(List<DBClusterRole> roles) {
        return roles.stream()
                .map(role -> named(role.roleArn(), role.featureName()))
                .sorted()
                .toList();
    }

    private static String named(String arn, @Nullable String feature) {
        return text(feature).isEmpty() ? arn : arn + " for " + feature;
    }

    private static String text(@Nullable String feature) {
        return Objects.requireNonNullElse(feature, "");
    }

    /** Those of some ARNs that are told. */
    static Stream<String> told(@Nullable String... arns) {
        return Stream.of(arns).filter(Objects::nonNull).filter(arn -> !arn.isEmpty());
    }
}
