package dev.rollback.aws.rds;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBClusterRole;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;

/** The roles that a database acts in, each for a feature. */
final class Roles {

    private Roles() {}

    static boolean same(DBInstanceRole one, DBInstanceRole other) {
        return Objects.equals(one.roleArn(), other.roleArn()) && Objects.equals(one.featureName(), other.featureName());
    }

    static boolean same(DBClusterRole one, DBClusterRole other) {
        return Objects.equals(one.roleArn(), other.roleArn())
                && text(one.featureName()).equals(text(other.featureName()));
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
