package dev.rollback.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Which resources a request names. Only members that hold names are read, so that no value of a setting shows. */
final class Subject {
    private static final List<String> NAMES = List.of(
            "cluster",
            "service",
            "services",
            "family",
            "taskDefinition",
            "serviceDeploymentArn",
            "serviceDeploymentArns",
            "serviceRevisionArns",
            "stopType",
            "functionName",
            "name",
            "functionVersion",
            "qualifier",
            "repositoryName",
            "eventName",
            "ruleName",
            "rule",
            "alarmNames",
            "secretId",
            "names",
            "roleName",
            "roleArn",
            "distributionId",
            "id",
            "bucket",
            "destinationBucket",
            "key",
            "destinationKey",
            "prefix",
            "applicationId",
            "environmentId",
            "configurationProfileId",
            "configurationVersion",
            "deploymentNumber",
            "dbInstanceIdentifier",
            "newDBInstanceIdentifier",
            "sourceDBInstanceIdentifier",
            "targetDBInstanceIdentifier",
            "dbSnapshotIdentifier",
            "dbClusterIdentifier",
            "newDBClusterIdentifier",
            "sourceDBClusterIdentifier",
            "dbClusterSnapshotIdentifier",
            "snapshotIdentifier");

    private Subject() {}

    /** The names that the request holds, in the order above, shortened to what follows the kind of an ARN. */
    static List<String> names(Object request) {
        List<String> found = new ArrayList<>();
        if (request instanceof SdkPojo pojo) {
            for (String name : NAMES) {
                value(pojo, name).ifPresent(value -> add(found, value));
            }
        }
        return found;
    }

    private static Optional<Object> value(SdkPojo pojo, String name) {
        for (SdkField<?> field : pojo.sdkFields()) {
            if (field.memberName().equalsIgnoreCase(name)) {
                return Optional.ofNullable(field.getValueOrDefault(pojo));
            }
        }
        return Optional.empty();
    }

    private static void add(List<String> found, Object value) {
        if (value instanceof Collection<?> several) {
            several.forEach(each -> add(found, each));
        } else if (!value.toString().isEmpty()) {
            found.add(shortened(value.toString()));
        }
    }

    private static String shortened(String value) {
        return value.startsWith("arn:") ? value.substring(value.indexOf('/') + 1) : value;
    }
}
