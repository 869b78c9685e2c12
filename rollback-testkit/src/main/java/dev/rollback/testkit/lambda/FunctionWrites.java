package dev.rollback.testkit.lambda;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.PublishVersionRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/** Creates, changes, publishes and deletes functions and versions by the service's rules. */
final class FunctionWrites {
    private final Functions functions;

    FunctionWrites(Functions functions) {
        this.functions = functions;
    }

    FunctionConfiguration create(CreateFunctionRequest request) {
        FunctionRef ref = FunctionRef.of(request.functionName());
        if (functions.find(ref.name()) != null) {
            throw LambdaErrors.conflict("Function already exist: " + ref.name());
        }
        StoredFunction function = put(ref.name(), FunctionSettings.of(request), created());
        function.tags().putAll(request.tags());
        return answer(function, request.publish());
    }

    /** Puts a function into the store; it is active from the given time on. */
    StoredFunction put(String name, FunctionConfiguration.Builder settings, Instant active) {
        FunctionConfiguration configuration = settings.functionName(name)
                .functionArn(functions.account().arn("lambda", "function:" + name))
                .lastModified(LambdaTimes.millis(functions.now()))
                .revisionId(functions.newRevision())
                .build();
        StoredFunction function = new StoredFunction(functions.account(), name, configuration, active);
        functions.put(function);
        return function;
    }

    private Instant created() {
        return functions.now().plus(functions.times().creation);
    }

    FunctionConfiguration update(UpdateFunctionCodeRequest request) {
        StoredFunction function = changeable(request.functionName(), request.revisionId());
        FunctionConfiguration.Builder changed =
                FunctionSettings.changed(function.latest().configuration(), request);
        if (Boolean.TRUE.equals(request.dryRun())) {
            return changed.build();
        }
        change(function, changed);
        return answer(function, request.publish());
    }

    FunctionConfiguration update(UpdateFunctionConfigurationRequest request) {
        StoredFunction function = changeable(request.functionName(), request.revisionId());
        change(function, FunctionSettings.changed(function.latest().configuration(), request));
        return function.latest().describe(functions.now());
    }

    private void change(StoredFunction function, FunctionConfiguration.Builder changed) {
        Instant now = functions.now();
        function.latest()
                .become(changed.lastModified(LambdaTimes.millis(now))
                        .revisionId(functions.newRevision())
                        .build());
        function.latest().state().updatingUntil(now.plus(functions.times().update));
    }

    private FunctionConfiguration answer(StoredFunction function, @Nullable Boolean publish) {
        StoredVersion version = Boolean.TRUE.equals(publish) ? publish(function, null) : function.latest();
        return version.describe(functions.now());
    }

    FunctionConfiguration publish(PublishVersionRequest request) {
        StoredFunction function = changeable(request.functionName(), request.revisionId());
        String code = function.latest().code();
        if (request.codeSha256() != null && !request.codeSha256().equals(code)) {
            throw LambdaErrors.invalid("CodeSHA256 (" + request.codeSha256() + ") is different from current CodeSHA256"
                    + " in $LATEST (" + code + "). Please try again with the CodeSHA256 in $LATEST.");
        }
        return publish(function, request.description()).describe(functions.now());
    }

    private StoredVersion publish(StoredFunction function, @Nullable String description) {
        StoredVersion unchanged = function.unchangedSincePublished();
        if (unchanged != null) {
            return unchanged;
        }
        StoredVersion version = version(function, Long.toString(function.nextNumber()), created(), functions.now());
        if (description != null) {
            version.become(
                    version.configuration().toBuilder().description(description).build());
        }
        function.put(version);
        function.rememberPublished();
        return version;
    }

    /** Returns a copy of the unpublished version under a number, published at one time and active from another on. */
    StoredVersion version(StoredFunction function, String number, Instant active, Instant published) {
        FunctionConfiguration latest = function.latest().configuration();
        FunctionConfiguration configuration = latest.toBuilder()
                .version(number)
                .functionArn(function.arn(number))
                .snapStart(FunctionSettings.published(latest.snapStart()))
                .lastModified(LambdaTimes.millis(published))
                .revisionId(functions.newRevision())
                .build();
        return new StoredVersion(configuration, new VersionState(active));
    }

    private StoredFunction changeable(String name, @Nullable String revisionId) {
        StoredFunction function = functions.get(name);
        Instant now = functions.now();
        StoredVersion latest = function.latest();
        if (revisionId != null && !revisionId.equals(latest.configuration().revisionId())) {
            throw LambdaErrors.stale();
        }
        if (latest.state().name(now).equals("Pending")) {
            throw LambdaErrors.conflict("The operation cannot be performed at this time. The function is currently in"
                    + " the following state: Pending");
        }
        if (latest.state().isUpdating(now)) {
            throw LambdaErrors.conflict("The operation cannot be performed at this time. An update is in progress for"
                    + " resource: " + function.arn());
        }
        return function;
    }

    void delete(DeleteFunctionRequest request) {
        FunctionRef ref = FunctionRef.of(request.functionName(), request.qualifier());
        StoredFunction function = functions.get(ref);
        if (ref.qualifier() == null) {
            functions.remove(function);
        } else {
            deleteVersion(function, ref.meant());
        }
    }

    private void deleteVersion(StoredFunction function, String version) {
        if (FunctionRef.isLatest(version)) {
            throw LambdaErrors.invalid("$LATEST version cannot be deleted without deleting the function.");
        }
        if (!FunctionRef.isVersion(version)) {
            throw LambdaErrors.invalid("Deletion of aliases is not currently supported.");
        }
        StoredVersion gone = function.version(version);
        List<String> users = function.aliasesOf(gone.number(), functions.now());
        if (!users.isEmpty()) {
            throw LambdaErrors.conflict(
                    "Unable to delete version because the following aliases reference it: " + users);
        }
        function.delete(version);
    }
}
