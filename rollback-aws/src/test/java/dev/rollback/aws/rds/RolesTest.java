package dev.rollback.aws.rds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBClusterRole;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;

/** Which role is associated next. */
class RolesTest {

    private static DBInstanceRole role(String arn, String feature) {
        return DBInstanceRole.builder().roleArn(arn).featureName(feature).build();
    }

    private static DBClusterRole role(String arn) {
        return DBClusterRole.builder().roleArn(arn).build();
    }

    @Test
    void the_first_that_is_not_there_is_next() {
        List<DBInstanceRole> wanted = List.of(role("in", "s3Import"), role("out", "s3Export"));

        assertThat(Roles.missingOfInstance(wanted, List.of())).contains(wanted.get(0));
        assertThat(Roles.missingOfInstance(wanted, List.of(wanted.get(0)))).contains(wanted.get(1));
        assertThat(Roles.missingOfInstance(wanted, wanted)).isEmpty();
    }

    @Test
    void a_feature_that_another_role_has_is_left_to_it() {
        List<DBInstanceRole> wanted = List.of(role("in", "s3Import"));

        assertThat(Roles.missingOfInstance(wanted, List.of(role("somebody", "s3Import"))))
                .isEmpty();
        assertThat(Roles.missingOfInstance(wanted, List.of(role("in", "Lambda"))))
                .isEmpty();
    }

    @Test
    void a_cluster_takes_each_role_once() {
        List<DBClusterRole> wanted = List.of(role("in"), role("out"));

        assertThat(Roles.missingOfCluster(wanted, List.of(role("in")))).contains(role("out"));
        assertThat(Roles.missingOfCluster(wanted, List.of(role("out"), role("in"))))
                .isEmpty();
    }

    @Test
    void roles_are_told_with_their_features() {
        assertThat(Roles.ofInstance(List.of(role("out", "s3Export"), role("in", "s3Import"))))
                .containsExactly("in for s3Import", "out for s3Export");
        assertThat(Roles.ofCluster(List.of(role("in")))).containsExactly("in");
    }
}
