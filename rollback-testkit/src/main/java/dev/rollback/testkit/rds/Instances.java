package dev.rollback.testkit.rds;

import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;

/** Reads the settings of an instance. */
final class Instances {
    private Instances() {}

    static String parameterGroup(DBInstance instance) {
        return instance.dbParameterGroups().stream()
                .map(DBParameterGroupStatus::dbParameterGroupName)
                .findFirst()
                .orElse("");
    }

    static String optionGroup(DBInstance instance) {
        return instance.optionGroupMemberships().stream()
                .map(OptionGroupMembership::optionGroupName)
                .findFirst()
                .orElse("");
    }
}
