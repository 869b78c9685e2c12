package dev.rollback.testkit.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmServiceClientConfiguration;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * SSM's Parameter Store in memory: GetParameters, at most 10 a call, by name or ARN, each with or without a version, and PutParameter of plain text.
 *
 * <p>What is not there comes back among {@code invalidParameters}, with HTTP 200. Every parameter exists but those a
 * scene calls missing; after {@link #onlyWhatIsNamed()} only those it names do. No values are held but those that were put; answers of others have none.
 * Labels are not modelled: a label is taken for one that is there. Not thread-safe.
 */
public final class FakeSsm implements SsmClient {
    private static final int AT_MOST = 10;
    private static final int STANDARD_BYTES = 4_096;

    private final FakeAccount account;
    private final Instant opened;
    private final Presence parameters = new Presence();
    private final Map<String, Long> versions = new TreeMap<>();
    private final Map<String, String> values = new TreeMap<>();

    /** Opens the Parameter Store with every parameter there. */
    public FakeSsm(FakeAccount account) {
        this.account = requireNonNull(account, "account");
        this.opened = account.now();
    }

    /** Names a parameter that exists, in its first version. */
    public FakeSsm parameter(String name) {
        return parameter(name, 1);
    }

    /** Names a parameter that exists, in versions 1 up to the given one. */
    public FakeSsm parameter(String name, long version) {
        parameters.add(name);
        versions.put(name, version);
        return this;
    }

    /** Names a parameter that does not exist. */
    public FakeSsm missing(String name) {
        parameters.remove(name);
        versions.remove(name);
        return this;
    }

    /** Says that parameters that were not named exist. This is the default. */
    public FakeSsm everythingExists() {
        parameters.everythingExists();
        return this;
    }

    /** Says that parameters that were not named do not exist. */
    public FakeSsm onlyWhatIsNamed() {
        parameters.onlyWhatIsNamed();
        return this;
    }

    @Override
    public GetParametersResponse getParameters(GetParametersRequest request) {
        if (request.names().isEmpty() || request.names().size() > AT_MOST) {
            throw AwsErrors.badRequest(
                    SsmException.builder(),
                    "ValidationException",
                    "1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have"
                            + " length between 1 and 10",
                    "Ssm");
        }
        List<Parameter> found = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String asked : request.names()) {
            ParameterRef ref = ParameterRef.of(asked);
            if (exists(ref)) {
                found.add(describe(ref));
            } else {
                invalid.add(asked);
            }
        }
        return GetParametersResponse.builder()
                .parameters(found)
                .invalidParameters(invalid)
                .build();
    }

    /** A plain parameter; secret ones are not held. */
    @Override
    public PutParameterResponse putParameter(PutParameterRequest request) {
        String name = request.name();
        if (!String.valueOf(name).matches("/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")) {
            throw refusal(
                    "ValidationException",
                    "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol");
        }
        if (request.value() == null || request.value().getBytes(UTF_8).length > STANDARD_BYTES) {
            throw refusal(
                    "ValidationException",
                    "Standard tier parameters support a maximum parameter value of 4096 characters.");
        }
        boolean there = values.containsKey(name);
        if (there && !Boolean.TRUE.equals(request.overwrite())) {
            throw refusal(
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }
        if (!there && request.type() == null) {
            throw refusal("ValidationException", "A parameter type is required when you create a parameter.");
        }
        long version = there ? versions.getOrDefault(name, 1L) + 1 : 1;
        parameter(name, version);
        values.put(name, request.value());
        return PutParameterResponse.builder().version(version).build();
    }

    /** What was put into a parameter; empty if nothing was. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static AwsServiceException refusal(String code, String message) {
        return AwsErrors.badRequest(SsmException.builder(), code, message, "Ssm");
    }

    private boolean exists(ParameterRef ref) {
        long newest = versions.getOrDefault(ref.name(), Long.MAX_VALUE);
        return parameters.has(ref.name()) && ref.version(newest) <= newest;
    }

    private Parameter describe(ParameterRef ref) {
        String path = ref.name().startsWith("/") ? ref.name() : "/" + ref.name();
        return Parameter.builder()
                .name(ref.name())
                .selector(ref.selector())
                .type(values.containsKey(ref.name()) ? ParameterType.STRING : ParameterType.SECURE_STRING)
                .value(values.get(ref.name()))
                .version(ref.version(versions.getOrDefault(ref.name(), 1L)))
                .lastModifiedDate(opened)
                .arn(account.arn("ssm", "parameter" + path))
                .dataType("text")
                .build();
    }

    /** Tells the region, as a real client does; nothing else of its configuration. */
    @Override
    public SsmServiceClientConfiguration serviceClientConfiguration() {
        return SsmServiceClientConfiguration.builder()
                .region(Region.of(account.region()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
