package dev.rollback.aws.ssm;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Check;
import dev.rollback.target.Look;
import dev.rollback.target.MigrationMarker;
import dev.rollback.target.Permission;
import dev.rollback.target.TargetException;
import java.util.List;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;

/** What a pipeline says of a release in a parameter. Source: AWS Systems Manager API reference, GetParameters: what is not there is among the invalid ones. Made by {@code AwsTargets.migrationMarkerInParameter(name)}. */
public final class ParameterMarker {

    private ParameterMarker() {}

    /** The check that reads it. */
    public static Check check(AwsScope scope, String name) {
        String checked = FreezeParameter.checked(name);
        SdkService<SsmClient> ssm = scope.service("ssm", SsmClient.class).about("parameter " + checked);
        String arn = scope.arn("ssm", "parameter" + (checked.startsWith("/") ? "" : "/") + checked);
        return new MigrationMarker(
                "parameter " + checked,
                look -> read(ssm, checked, look),
                List.of(new Permission("ssm:GetParameters", arn, Permission.Use.PREVIEW)));
    }

    private static String read(SdkService<SsmClient> ssm, String name, Look look) {
        GetParametersResponse answer =
                ssm.read(look, "GetParameters", client -> client.getParameters(get -> get.names(name)));
        return answer.parameters().stream()
                .findFirst()
                .map(parameter -> String.valueOf(parameter.value()))
                .orElseThrow(() -> TargetException.of(TargetException.Kind.MISSING, "There is no parameter " + name));
    }
}
