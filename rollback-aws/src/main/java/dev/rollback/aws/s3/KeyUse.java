package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Whether the versions to be brought back can be read: looks at a few of them, spread over the listing, and at the keys that they are encrypted with. Without
 * the SDK module {@code kms} the keys are not looked at.
 */
final class KeyUse {

    private final Parts parts;
    private final Look look;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Examples> byKmsKey = new TreeMap<>();
    private final Examples own = new Examples();
    private final Examples tiered = new Examples();
    private int read;
    private int unusable;

    KeyUse(Parts parts, Look look) {
        this.parts = parts;
        this.look = look;
    }

    List<Finding> findings(List<KeyState> sample) {
        for (KeyState state : sample) {
            Looked<HeadObjectResponse> head = Looked.at(look, () -> head(state));
            head.answer().ifPresent(answer -> note(state.key(), answer));
            if (head.failure().filter(this::isNews).isPresent()) {
                findings.addAll(head.findings("VERSIONS", "version to be copied of " + state.key(), any -> List.of()));
                return findings;
            }
        }
        byKmsKey.forEach(this::lookAtKey);
        own();
        return findings;
    }

    private HeadObjectResponse head(KeyState state) {
        Entry aim = Objects.requireNonNull(state.aim());
        return parts.calls().head(look, aim.key(), aim.id());
    }

    /** Customers' keys are refused with 400; all else keeps one from looking at any. */
    private boolean isNews(TargetException failure) {
        if (failure.kind() != TargetException.Kind.INVALID) {
            return true;
        }
        own.add("one of the versions looked at");
        return false;
    }

    private void note(String key, HeadObjectResponse head) {
        read++;
        if (head.ssekmsKeyId() != null) {
            byKmsKey.computeIfAbsent(head.ssekmsKeyId(), id -> new Examples()).add(key);
        }
        if (head.archiveStatusAsString() != null && !Archived.isRestored(head)) {
            tiered.add(key);
        }
    }

    /** Of the versions looked at, those in an archive tier of Intelligent-Tiering, which a listing does not show. */
    Examples tiered() {
        return tiered;
    }

    private void lookAtKey(String kmsKey, Examples keys) {
        Optional<SdkService<KmsClient>> kms = parts.scope().optional("kms", () -> KmsClient.class);
        if (kms.isEmpty()) {
            findings.add(Finding.note("KMS_UNKNOWN", AwsScope.missingModule("kms")));
            return;
        }
        SdkService<KmsClient> service = kms.get().about("key " + kmsKey);
        Looked<String> state = Looked.at(look, () -> state(service, kmsKey));
        findings.addAll(state.findings(
                "KMS",
                "key " + kmsKey,
                found -> found.equals("Enabled") ? List.of() : List.of(unreadable(kmsKey, found, keys))));
    }

    private String state(SdkService<KmsClient> kms, String key) {
        try {
            String state = kms.read(
                    look,
                    "DescribeKey",
                    client -> client.describeKey(ask -> ask.keyId(key))
                            .keyMetadata()
                            .keyStateAsString());
            return String.valueOf(state);
        } catch (TargetException e) {
            if (e.kind() == TargetException.Kind.MISSING) {
                return "gone";
            }
            throw e;
        }
    }

    private Finding unreadable(String kmsKey, String state, Examples keys) {
        unusable += (int) keys.count();
        String text = "Versions to be copied are encrypted with key " + kmsKey + ", which is " + state
                + ": expected Enabled." + " Of " + read + " versions looked at these are " + keys + ".";
        String remedy = "Enable the key or cancel its deletion; what it encrypts cannot be read without it.";
        return unusable == read
                ? Finding.hard("VERSIONS_UNREADABLE", text, remedy)
                : Finding.soft(
                        "SOME_VERSIONS_UNREADABLE",
                        text,
                        remedy + " Or override: the others are brought back, and these fail by name.");
    }

    private void own() {
        if (!own.isEmpty()) {
            findings.add(
                    Finding.soft(
                            "SOME_VERSIONS_UNREADABLE",
                            "Of " + (read + own.count()) + " versions looked at " + own.count()
                                    + " are encrypted with a key that S3 does not have (SSE-C): expected ones that S3 can copy.",
                            "Copy these with their key, by hand; or override: the others are brought back, and these fail by name."));
        }
    }
}
