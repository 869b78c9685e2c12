package dev.rollback.testkit.lambda;

import java.time.Instant;
import java.util.TreeMap;
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
        String known = configuration.configSha256();
        FunctionConfiguration.Builder digested =
                configuration.toBuilder().configSha256(known == null ? configSha256() : known);
        return state.describe(now, digested).build();
    }

    /** Lambda does not say what it digests: here all settings but code and what tells versions of one content apart. */
    private String configSha256() {
        String settings = configuration.toBuilder()
                .functionArn(null)
                .version(null)
                .revisionId(null)
                .lastModified(null)
                .codeSha256(null)
                .codeSize(null)
                .build()
                .toString();
        // The SDK's text leaves the values of environment variables out, and they count.
        String environment = configuration.environment() == null
                ? ""
                : new TreeMap<>(configuration.environment().variables()).toString();
        return FunctionSettings.sha256(settings + environment);
    }
}
