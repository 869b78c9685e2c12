package dev.rollback.testkit.rds;

import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;

/** Reads the settings of an instance. */
final class Instances {
    private Instances() {}

    static String parameterGroup(DBInstance instance) {
        return instance.dbParameterGroups().stream()
                .map(DBParameterGroupStatus::dbParameterGroupName)
                .findFirst()
                .orElse("");
    }
}
