package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.Arn;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * What a definition needs to start: the secrets, parameters and roles that it names. Asks only whether they are there, never for a value. The SDK's
 * modules for that are optional; without one of them a note says so.
 */
final class Needs {

    private static final int PARAMETERS = 10;

    private final AwsScope scope;

    Needs(AwsScope scope) {
        this.scope = scope;
    }

    List<Finding> of(Definition definition, Look look) {
        List<Finding> findings = new ArrayList<>();
        Set<String> references = references(definition);
        List<String> secrets = references.stream().filter(Needs::isSecret).toList();
        List<String> parameters =
                references.stream().filter(name -> !isSecret(name)).toList();
        List<String> roles = definition.roles();
        findings.addAll(
                asked(secrets, "secretsmanager", () -> SecretsManagerClient.class, s -> secrets(s, secrets, look)));
        findings.addAll(asked(parameters, "ssm", () -> SsmClient.class, s -> parameters(s, parameters, look)));
        findings.addAll(asked(roles, "iam", () -> IamClient.class, s -> roles(s, roles, look)));
        return findings;
    }

    static Set<String> references(Definition definition) {
        Set<String> names = new LinkedHashSet<>();
        for (ContainerDefinition container : definition.containers()) {
            container.secrets().stream().map(Secret::valueFrom).forEach(names::add);
            if (container.logConfiguration() != null) {
                container.logConfiguration().secretOptions().stream()
                        .map(Secret::valueFrom)
                        .forEach(names::add);
            }
            if (container.repositoryCredentials() != null) {
                names.add(container.repositoryCredentials().credentialsParameter());
            }
        }
        return names;
    }

    static boolean isSecret(String name) {
        return name.contains(":secretsmanager:");
    }

    private interface Ask<C extends SdkClient> {
        List<Finding> of(SdkService<C> service);
    }

    private <C extends SdkClient> List<Finding> asked(
            Iterable<String> names, String module, Supplier<Class<C>> client, Ask<C> ask) {
        if (!names.iterator().hasNext()) {
            return List.of();
        }
        String code = module.toUpperCase(Locale.ROOT) + "_UNKNOWN";
        Optional<SdkService<C>> service = scope.optional(module, client);
        return service.map(found ->
                        Looks.tried(code, "whether all that the definition names is still there", () -> ask.of(found)))
                .orElseGet(() -> List.of(Finding.note(code, AwsScope.missingModule(module))));
    }

    private List<Finding> secrets(SdkService<SecretsManagerClient> service, List<String> names, Look look) {
        List<Finding> findings = new ArrayList<>();
        for (String name : names) {
            String id = secretId(name);
            if (isHere(id)) {
                secret(service.about("secret " + id), id, look).ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** The secret's ARN without the JSON key, stage and version that a definition may add to it. */
    static String secretId(String valueFrom) {
        String[] parts = valueFrom.split(":", 8);
        return parts.length < 8 ? valueFrom : valueFrom.substring(0, valueFrom.length() - parts[7].length() - 1);
    }

    private boolean isHere(String arn) {
        return Arn.parse(arn).region().equals(scope.region());
    }

    private static Optional<Finding> secret(SdkService<SecretsManagerClient> service, String id, Look look) {
        try {
            return service.read(look, "DescribeSecret", client -> client.describeSecret(b -> b.secretId(id)))
                                    .deletedDate()
                            == null
                    ? Optional.empty()
                    : Optional.of(gone("SECRET_DELETED", "Secret " + id + " is scheduled for deletion", "Restore it"));
        } catch (TargetException e) {
            if (SdkErrors.hasCode(e, "ResourceNotFoundException")) {
                return Optional.of(gone("SECRET_GONE", "Secret " + id + " does not exist any more", "Create it again"));
            }
            throw e;
        }
    }

    private static Finding gone(String code, String what, String remedy) {
        return Finding.hard(
                code,
                what + ", expected it to be there: the tasks cannot start without it.",
                remedy + ", or choose another version.");
    }

    private List<Finding> parameters(SdkService<SsmClient> service, List<String> names, Look look) {
        List<Finding> findings = new ArrayList<>();
        List<String> local = names.stream()
                .filter(name -> !Arn.looksLike(name) || isHere(name))
                .map(Needs::parameterName)
                .toList();
        for (int from = 0; from < local.size(); from += PARAMETERS) {
            List<String> some = local.subList(from, Math.min(local.size(), from + PARAMETERS));
            service.read(look, "GetParameters", client -> client.getParameters(b -> b.names(some)))
                    .invalidParameters()
                    .forEach(name -> findings.add(gone(
                            "PARAMETER_GONE", "Parameter " + name + " does not exist any more", "Create it again")));
        }
        return findings;
    }

    private static String parameterName(String valueFrom) {
        int at = valueFrom.indexOf(":parameter/");
        if (at < 0) {
            return valueFrom;
        }
        String path = valueFrom.substring(at + ":parameter".length());
        return path.indexOf('/', 1) < 0 ? path.substring(1) : path;
    }

    private static List<Finding> roles(SdkService<IamClient> service, List<String> arns, Look look) {
        List<Finding> findings = new ArrayList<>();
        for (String arn : arns) {
            String name = arn.substring(arn.lastIndexOf('/') + 1);
            try {
                service.about("role " + name).read(look, "GetRole", client -> client.getRole(b -> b.roleName(name)));
            } catch (TargetException e) {
                if (!SdkErrors.hasCode(e, "NoSuchEntity", "NoSuchEntityException")) {
                    throw e;
                }
                findings.add(gone("ROLE_GONE", "Role " + name + " does not exist any more", "Create it again"));
            }
        }
        return findings;
    }
}
