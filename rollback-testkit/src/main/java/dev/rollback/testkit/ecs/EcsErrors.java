package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.AwsErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/** The errors of ECS, all of status 400. */
final class EcsErrors {
    private EcsErrors() {}

    static AwsServiceException clusterNotFound() {
        return error(ClusterNotFoundException.builder(), "ClusterNotFoundException", "Cluster not found.");
    }

    static AwsServiceException serviceNotFound() {
        return error(ServiceNotFoundException.builder(), "ServiceNotFoundException", "Service not found.");
    }

    static AwsServiceException serviceNotActive() {
        return error(ServiceNotActiveException.builder(), "ServiceNotActiveException", "Service was not ACTIVE.");
    }

    static AwsServiceException serviceDeploymentNotFound() {
        return error(
                ServiceDeploymentNotFoundException.builder(),
                "ServiceDeploymentNotFoundException",
                "Service deployment not found.");
    }

    static AwsServiceException conflict(String message) {
        return error(ConflictException.builder(), "ConflictException", message);
    }

    /** ECS's catch-all: unknown and inactive task definitions arrive as this. */
    static AwsServiceException client(String message) {
        return error(ClientException.builder(), "ClientException", message);
    }

    static AwsServiceException invalid(String message) {
        return error(InvalidParameterException.builder(), "InvalidParameterException", message);
    }

    static AwsServiceException badToken() {
        return invalid("Invalid token");
    }

    private static AwsServiceException error(AwsServiceException.Builder builder, String code, String message) {
        return AwsErrors.badRequest(builder, code, message, "Ecs");
    }
}
