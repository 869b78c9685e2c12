package dev.rollback.testkit.lambda;

import java.time.Instant;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** A version of a function: what it is, and its state over time. The unpublished one changes, the others do not. */
final class StoredVersion {
    private final VersionState state;
    private FunctionConfiguration configuration;

    StoredVersion(FunctionConfiguration configuration, VersionState state) {
        this.configuration = configuration;
        this.state = state;
    }

    FunctionConfiguration configuration() {
        return configuration;
    }

    void become(FunctionConfiguration changed) {
        configuration = changed;
    }

    VersionState state() {
        return state;
    }

    String code() {
        return configuration.codeSha256();
    }

    String number() {
        return configuration.version();
    }

    /** Returns what GetFunctionConfiguration shows. Lists show less: no state, which callers must ask for. */
    FunctionConfiguration describe(Instant now) {
        return state.describe(now, configuration.toBuilder()).build();
    }
}
