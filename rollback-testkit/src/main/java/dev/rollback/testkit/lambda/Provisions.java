package dev.rollback.testkit.lambda;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.lambda.model.DeleteProvisionedConcurrencyConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigRequest;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigListItem;
import software.amazon.awssdk.services.lambda.model.PutProvisionedConcurrencyConfigRequest;

/** Provisioned concurrency by the service's rules: of an alias without weights or of a version, once per version. */
final class Provisions {
    private final Functions functions;

    Provisions(Functions functions) {
        this.functions = functions;
    }

    ProvisionedConcurrencyConfigListItem put(PutProvisionedConcurrencyConfigRequest request) {
        FunctionRef ref = FunctionRef.of(request.functionName(), request.qualifier());
        StoredFunction function = functions.get(ref);
        String qualifier = ref.meant();
        check(function, qualifier);
        Instant now = functions.now();
        int number = request.provisionedConcurrentExecutions();
        if (number < 1) {
            throw LambdaErrors.malformed("provisionedConcurrentExecutions", Integer.toString(number), "[1-9][0-9]*");
        }
        Provision provision = function.provisions().computeIfAbsent(qualifier, q -> new Provision(0, now));
        provision.request(number, now, functions.times().provisioning);
        return provision.describe(now, function.arn(qualifier));
    }

    private void check(StoredFunction function, String qualifier) {
        StoredVersion version = function.resolve(qualifier);
        if (FunctionRef.isLatest(version.number())) {
            throw LambdaErrors.invalid(
                    "Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
        }
        StoredAlias alias = function.aliases().get(qualifier);
        if (alias != null && !alias.weightsAt(functions.now()).isEmpty()) {
            throw LambdaErrors.invalid("Alias with weights can not be used with Provisioned Concurrency");
        }
        if (!function.otherProvisionsOf(version.number(), qualifier).isEmpty()) {
            throw LambdaErrors.invalid(
                    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");
        }
    }

    ProvisionedConcurrencyConfigListItem get(GetProvisionedConcurrencyConfigRequest request) {
        FunctionRef ref = FunctionRef.of(request.functionName(), request.qualifier());
        StoredFunction function = functions.get(ref);
        function.resolve(ref.meant());
        Provision provision = function.provisions().get(ref.meant());
        if (provision == null) {
            throw LambdaErrors.noProvisionedConcurrency();
        }
        return provision.describe(functions.now(), function.arn(ref.meant()));
    }

    List<ProvisionedConcurrencyConfigListItem> list(String functionName) {
        StoredFunction function = functions.get(functionName);
        Instant now = functions.now();
        return function.provisions().entrySet().stream()
                .map(entry -> entry.getValue().describe(now, function.arn(entry.getKey())))
                .toList();
    }

    void delete(DeleteProvisionedConcurrencyConfigRequest request) {
        FunctionRef ref = FunctionRef.of(request.functionName(), request.qualifier());
        StoredFunction function = functions.get(ref);
        function.provisions().remove(ref.meant());
        StoredAlias alias = function.aliases().get(ref.meant());
        if (alias != null) {
            alias.letGo();
        }
    }
}
