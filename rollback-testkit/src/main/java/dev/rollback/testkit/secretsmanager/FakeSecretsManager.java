package dev.rollback.testkit.secretsmanager;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Presence;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets Manager in memory: DescribeSecret, by name, ARN, or ARN without its six last characters.
 *
 * <p>Every secret exists but those a scene calls missing; after {@link #onlyWhatIsNamed()} only those it names do. A
 * secret that is marked for deletion is still described, with the date of its deletion. No values are held. Not
 * thread-safe.
 */
public final class FakeSecretsManager implements SecretsManagerClient {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-zA-Z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:(.+)");
    private static final Pattern SUFFIXED = Pattern.compile("(.+)-[a-zA-Z0-9]{6}");

    private final FakeAccount account;
    private final Instant opened;
    private final Presence secrets = new Presence();
    private final Map<String, Instant> deleted = new TreeMap<>();

    /** Opens Secrets Manager with every secret there. */
    public FakeSecretsManager(FakeAccount account) {
        this.account = requireNonNull(account, "account");
        this.opened = account.now();
    }

    /** Names a secret that exists. */
    public FakeSecretsManager secret(String name) {
        secrets.add(name);
        deleted.remove(name);
        return this;
    }

    /** Names a secret that was marked for deletion just now: it is there, and nothing can read it. */
    public FakeSecretsManager markedForDeletion(String name) {
        secrets.add(name);
        deleted.put(name, account.now());
        return this;
    }

    /** Names a secret that does not exist. */
    public FakeSecretsManager missing(String name) {
        secrets.remove(name);
        return this;
    }

    /** Says that secrets that were not named exist. This is the default. */
    public FakeSecretsManager everythingExists() {
        secrets.everythingExists();
        return this;
    }

    /** Says that secrets that were not named do not exist. */
    public FakeSecretsManager onlyWhatIsNamed() {
        secrets.onlyWhatIsNamed();
        return this;
    }

    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        String name = name(request.secretId());
        if (!secrets.has(name)) {
            throw AwsErrors.badRequest(
                    ResourceNotFoundException.builder(),
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret.",
                    "SecretsManager");
        }
        return DescribeSecretResponse.builder()
                .arn(account.arn("secretsmanager", "secret:" + name + "-" + suffix(name)))
                .name(name)
                .createdDate(opened)
                .lastChangedDate(opened)
                .deletedDate(deleted.get(name))
                .build();
    }

    /** An ARN ends in six characters of its own, unless the caller left them out: then the whole is the name. */
    private String name(String secretId) {
        Matcher arn = ARN.matcher(secretId);
        if (!arn.matches()) {
            return secretId;
        }
        Matcher suffixed = SUFFIXED.matcher(arn.group(1));
        return secrets.names(arn.group(1)) || !suffixed.matches() ? arn.group(1) : suffixed.group(1);
    }

    private static String suffix(String name) {
        return String.format(Locale.ROOT, "%06x", name.hashCode() & 0xffffff);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
