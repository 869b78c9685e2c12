package dev.rollback.testkit.lambda;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** The versions that a scene speaks of: there as soon as they are named, each of code of its own. */
final class SceneVersions {
    private static final Duration BEFORE_USE = Duration.ofMinutes(1);

    private final Functions functions;
    private final FunctionWrites writes;
    private final StoredFunction function;

    SceneVersions(Functions functions, FunctionWrites writes, StoredFunction function) {
        this.functions = functions;
        this.writes = writes;
        this.function = function;
    }

    static StoredFunction newFunction(Functions functions, FunctionWrites writes, String name) {
        FunctionConfiguration.Builder settings = FunctionSettings.initial()
                .role("arn:aws:iam::" + functions.account().id() + ":role/" + name)
                .handler("index.handler")
                .runtime(Runtime.PYTHON3_13)
                .codeSha256(FunctionSettings.sha256(name))
                .codeSize(1_024L);
        return writes.put(name, settings, functions.now());
    }

    StoredFunction function() {
        return function;
    }

    /** Returns the version, published shortly before its first use if it is not there. */
    StoredVersion named(String number, Instant firstUse) {
        StoredVersion found = function.find(number);
        return found != null ? found : publish(checked(number), firstUse.minus(BEFORE_USE));
    }

    StoredVersion named(String number) {
        return named(number, functions.now());
    }

    private StoredVersion publish(String number, Instant published) {
        StoredVersion version = writes.version(function, number, published, published);
        version.become(version.configuration().toBuilder()
                .codeSha256(FunctionSettings.sha256(function.name() + ":" + number))
                .build());
        function.put(version);
        return version;
    }

    private String checked(String number) {
        if (!number.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("The scene of Lambda function " + function.name()
                    + " names a version that cannot be: expected a number from 1 on, got '" + number
                    + "'. Write the version as Lambda numbers it.");
        }
        return number;
    }

    /** Dates a version back if it was used before the time at which it was published. */
    void usedAt(String number, Instant firstUse) {
        StoredVersion version = named(number, firstUse);
        String dated = LambdaTimes.millis(firstUse.minus(BEFORE_USE));
        if (dated.compareTo(version.configuration().lastModified()) < 0) {
            version.become(
                    version.configuration().toBuilder().lastModified(dated).build());
        }
    }
}
