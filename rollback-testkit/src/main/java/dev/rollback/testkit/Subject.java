package dev.rollback.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

    /** The members of each kind of request that hold names, found once: a request has dozens of members. */
    private static final ConcurrentMap<Class<?>, List<SdkField<?>>> FIELDS = new ConcurrentHashMap<>();

    private Subject() {}

    /** The names that the request holds, in the order above, shortened to what follows the kind of an ARN. */
    static List<String> names(Object request) {
        List<String> found = new ArrayList<>();
        if (request instanceof SdkPojo pojo) {
            for (SdkField<?> field : FIELDS.computeIfAbsent(request.getClass(), missing -> fields(pojo))) {
                Optional.ofNullable(field.getValueOrDefault(pojo)).ifPresent(value -> add(found, value));
            }
        }
        return found;
    }

    private static List<SdkField<?>> fields(SdkPojo pojo) {
        List<SdkField<?>> fields = new ArrayList<>();
        for (String name : NAMES) {
            pojo.sdkFields().stream()
                    .filter(field -> field.memberName().equalsIgnoreCase(name))
                    .findFirst()
                    .ifPresent(fields::add);
        }
        return fields;
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
