package dev.rollback.testkit.kms;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * KMS in memory: which keys there are, and whether they can be used. Every key is there and enabled but those of which a scene says otherwise; an alias
 * counts as a key of its own. No key material, no encryption. Not thread-safe.
 */
public final class FakeKms implements KmsClient {
    private final FakeAccount account;
    private final Map<String, KeyState> states = new TreeMap<>();
    private final Map<String, Boolean> missing = new TreeMap<>();

    /** Opens KMS with every key there and enabled. */
    public FakeKms(FakeAccount account) {
        this.account = requireNonNull(account, "account");
    }

    /** The key, named by id, ARN or alias as it will be asked for, is in this state. */
    public FakeKms key(String key, KeyState state) {
        states.put(bare(key), state);
        missing.remove(bare(key));
        return this;
    }

    /** There is no such key. */
    public FakeKms missing(String key) {
        missing.put(bare(key), true);
        return this;
    }

    /** Whether a key can be used now. */
    public boolean isUsable(String key) {
        return !missing.containsKey(bare(key)) && state(key) == KeyState.ENABLED;
    }

    private KeyState state(String key) {
        return states.getOrDefault(bare(key), KeyState.ENABLED);
    }

    /** The same key by ARN and by id. */
    private static String bare(String key) {
        return key.startsWith("arn:") && key.contains(":key/") ? key.substring(key.lastIndexOf('/') + 1) : key;
    }

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
        String key = bare(request.keyId());
        if (missing.containsKey(key)) {
            throw AwsErrors.badRequest(
                    NotFoundException.builder(),
                    "NotFoundException",
                    "Key '" + account.arn("kms", "key/" + key) + "' does not exist",
                    "Kms");
        }
        KeyState state = state(key);
        return DescribeKeyResponse.builder()
                .keyMetadata(about -> about.keyId(key)
                        .arn(account.arn("kms", "key/" + key))
                        .keyState(state)
                        .enabled(state == KeyState.ENABLED))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
