package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.AwsErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.BlueGreenDeploymentNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterQuotaExceededException;
import software.amazon.awssdk.services.rds.model.DbClusterRoleAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceRoleAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbProxyNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;
import software.amazon.awssdk.services.rds.model.InsufficientDbInstanceCapacityException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidResourceStateException;
import software.amazon.awssdk.services.rds.model.InvalidRestoreException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.PointInTimeRestoreNotEnabledException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.ResourceNotFoundException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/** The errors of RDS, with the codes on its wire, which are not the names of the SDK's classes. */
final class RdsErrors {
    private RdsErrors() {}

    private static AwsServiceException error(
            AwsServiceException.Builder builder, int status, String code, String message) {
        return AwsErrors.error(builder, status, code, message, "Rds");
    }

    static AwsServiceException noInstance(String id) {
        return error(
                DbInstanceNotFoundException.builder(), 404, "DBInstanceNotFound", "DBInstance " + id + " not found.");
    }

    static AwsServiceException instanceExists() {
        return error(
                DbInstanceAlreadyExistsException.builder(),
                400,
                "DBInstanceAlreadyExists",
                "DB instance already exists");
    }

    static AwsServiceException noSnapshot(String id) {
        return error(
                DbSnapshotNotFoundException.builder(), 404, "DBSnapshotNotFound", "DBSnapshot " + id + " not found.");
    }

    static AwsServiceException snapshotExists(String id) {
        return error(
                DbSnapshotAlreadyExistsException.builder(),
                400,
                "DBSnapshotAlreadyExists",
                "Cannot create the snapshot because a snapshot with the identifier " + id + " already exists.");
    }

    static AwsServiceException noCluster(String id) {
        return error(
                DbClusterNotFoundException.builder(), 404, "DBClusterNotFoundFault", "DBCluster " + id + " not found.");
    }

    static AwsServiceException clusterExists() {
        return error(
                DbClusterAlreadyExistsException.builder(),
                400,
                "DBClusterAlreadyExistsFault",
                "DB Cluster already exists");
    }

    static AwsServiceException noClusterSnapshot(String id) {
        return error(
                DbClusterSnapshotNotFoundException.builder(),
                404,
                "DBClusterSnapshotNotFoundFault",
                "DBClusterSnapshot " + id + " not found.");
    }

    static AwsServiceException clusterSnapshotExists(String id) {
        return error(
                DbClusterSnapshotAlreadyExistsException.builder(),
                400,
                "DBClusterSnapshotAlreadyExistsFault",
                "Cannot create the cluster snapshot because one with the identifier " + id + " already exists.");
    }

    static AwsServiceException instanceState(String id, String status) {
        return error(
                InvalidDbInstanceStateException.builder(),
                400,
                "InvalidDBInstanceState",
                "Instance " + id + " is not in available state: " + status + ".");
    }

    static AwsServiceException clusterState(String id, String status) {
        return error(
                InvalidDbClusterStateException.builder(),
                400,
                "InvalidDBClusterStateFault",
                "DBCluster " + id + " is not in available state: " + status + ".");
    }

    static AwsServiceException snapshotState(String id, String status) {
        return error(
                InvalidDbSnapshotStateException.builder(),
                400,
                "InvalidDBSnapshotState",
                "Snapshot " + id + " is not in available state: " + status + ".");
    }

    static AwsServiceException keyNotAccessible(String key) {
        return error(
                KmsKeyNotAccessibleException.builder(),
                400,
                "KMSKeyNotAccessibleFault",
                "The specified KMS key [" + key
                        + "] does not exist, is not enabled or you do not have permissions to access" + " it.");
    }

    static AwsServiceException noParameterGroup(String name) {
        return error(
                DbParameterGroupNotFoundException.builder(),
                404,
                "DBParameterGroupNotFound",
                "DBParameterGroup not found: " + name);
    }

    static AwsServiceException noClusterParameterGroup(String name) {
        return error(
                DbClusterParameterGroupNotFoundException.builder(),
                404,
                "DBClusterParameterGroupNotFound",
                "DBClusterParameterGroup not found: " + name);
    }

    static AwsServiceException parameterGroupExists(String name) {
        return error(
                DbParameterGroupAlreadyExistsException.builder(),
                400,
                "DBParameterGroupAlreadyExists",
                "Parameter group " + name + " already exists");
    }

    static AwsServiceException clusterSnapshotState(String id, String status) {
        return error(
                InvalidDbClusterSnapshotStateException.builder(),
                400,
                "InvalidDBClusterSnapshotStateFault",
                "Cluster snapshot " + id + " is not in available state: " + status + ".");
    }

    static AwsServiceException snapshotQuota() {
        return error(
                SnapshotQuotaExceededException.builder(),
                400,
                "SnapshotQuotaExceeded",
                "The request would result in the user exceeding the allowed number of DB snapshots.");
    }

    static AwsServiceException clusterQuota() {
        return error(
                DbClusterQuotaExceededException.builder(),
                403,
                "DBClusterQuotaExceededFault",
                "The request would result in the user exceeding the allowed number of DB clusters.");
    }

    static AwsServiceException noResource(String arn) {
        return error(
                ResourceNotFoundException.builder(),
                404,
                "ResourceNotFoundFault",
                "The specified resource name does not match an RDS resource in this region: " + arn);
    }

    static AwsServiceException resourceState(String arn) {
        return error(
                InvalidResourceStateException.builder(),
                400,
                "InvalidResourceStateFault",
                "The operation can't be performed because another operation is in progress: " + arn);
    }

    static AwsServiceException roleExists(String id, String role) {
        return error(
                DbInstanceRoleAlreadyExistsException.builder(),
                400,
                "DBInstanceRoleAlreadyExists",
                "Role ARN " + role + " already exists for the DBInstance: " + id);
    }

    static AwsServiceException clusterRoleExists(String id, String role) {
        return error(
                DbClusterRoleAlreadyExistsException.builder(),
                400,
                "DBClusterRoleAlreadyExists",
                "Role ARN " + role + " already exists for the DBCluster: " + id);
    }

    static AwsServiceException noProxy(String name) {
        return error(
                DbProxyNotFoundException.builder(), 404, "DBProxyNotFoundFault", "DBProxy " + name + " not found.");
    }

    static AwsServiceException noBlueGreen(String id) {
        return error(
                BlueGreenDeploymentNotFoundException.builder(),
                404,
                "BlueGreenDeploymentNotFoundFault",
                "Blue/green deployment " + id + " not found.");
    }

    static AwsServiceException notServerless() {
        return error(
                InvalidDbClusterStateException.builder(),
                400,
                "InvalidDBClusterStateFault",
                "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB"
                        + " instance.");
    }

    static AwsServiceException missing(String parameter) {
        return error(
                RdsException.builder(),
                400,
                "MissingParameter",
                "The request must contain the parameter " + parameter + ".");
    }

    static AwsServiceException noOptionGroup(String name) {
        return error(
                OptionGroupNotFoundException.builder(),
                404,
                "OptionGroupNotFoundFault",
                "Specified OptionGroupName: " + name + " not found.");
    }

    static AwsServiceException noSubnetGroup(String name) {
        return error(
                DbSubnetGroupNotFoundException.builder(),
                404,
                "DBSubnetGroupNotFoundFault",
                "DB subnet group '" + name + "' does not exist.");
    }

    static AwsServiceException noBackups() {
        return error(
                PointInTimeRestoreNotEnabledException.builder(),
                400,
                "PointInTimeRestoreNotEnabled",
                "The source instance does not have automated backups enabled.");
    }

    static AwsServiceException cannotRestoreThen(String detail) {
        return error(InvalidRestoreException.builder(), 400, "InvalidRestoreFault", detail);
    }

    static AwsServiceException quota() {
        return error(
                InstanceQuotaExceededException.builder(),
                400,
                "InstanceQuotaExceeded",
                "DB instance quota exceeded: the request would exceed the number allowed.");
    }

    static AwsServiceException capacity() {
        return error(
                InsufficientDbInstanceCapacityException.builder(),
                400,
                "InsufficientDBInstanceCapacity",
                "Your requested DB instance class is currently not available in the Availability Zone.");
    }

    static AwsServiceException invalidParameter(String message) {
        return error(RdsException.builder(), 400, "InvalidParameterValue", message);
    }

    static AwsServiceException invalidCombination(String message) {
        return error(RdsException.builder(), 400, "InvalidParameterCombination", message);
    }
}
