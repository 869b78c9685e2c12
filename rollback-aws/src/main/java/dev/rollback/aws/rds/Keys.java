package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kms.KmsClient;

/** Whether the key that a snapshot is encrypted with can still be used. Needs the optional module of KMS. */
final class Keys {

    private final AwsScope scope;

    Keys(AwsScope scope) {
        this.scope = scope;
    }

    List<Finding> findings(Look look, String key, String snapshot) {
        Optional<SdkService<KmsClient>> kms = scope.optional("kms", () -> KmsClient.class);
        if (kms.isEmpty()) {
            return List.of(Finding.warning(
                    "KEY_UNKNOWN",
                    "It is not known whether the key of " + snapshot + " can be used: " + AwsScope.missingModule("kms"),
                    "Check it by hand."));
        }
        return Looked.at(look, () -> state(look, kms.get(), key))
                .findings(
                        "KEY",
                        "the key " + key + " of " + snapshot,
                        state -> state.equals("Enabled") ? List.of() : List.of(unusable(key, snapshot, state)));
    }

    /** Adds what looking at a key needs. */
    static void permissions(Assessment.Builder assessment) {
        assessment.reads("kms:DescribeKey", "*");
    }

    /** Adds what restoring and snapshotting with a key needs ("Encrypting Amazon RDS resources" in the RDS user guide). */
    static void use(Assessment.Builder assessment, String key) {
        assessment
                .writes("kms:CreateGrant", key)
                .writes("kms:DescribeKey", key)
                .writes("kms:GenerateDataKey", key)
                .writes("kms:Decrypt", key);
    }

    private static String state(Look look, SdkService<KmsClient> kms, String key) {
        try {
            return kms.about("key " + key)
                    .read(look, "DescribeKey", client -> client.describeKey(ask -> ask.keyId(key)))
                    .keyMetadata()
                    .keyStateAsString();
        } catch (TargetException e) {
            if (e.kind() == TargetException.Kind.MISSING) {
                return "gone";
            }
            throw e;
        }
    }

    private static Finding unusable(String key, String snapshot, String state) {
        return Finding.hard(
                "KEY_UNUSABLE",
                "The key " + key + " that " + snapshot + " is encrypted with is " + state + ": expected it enabled.",
                "Enable it or cancel its deletion, or name a snapshot with another key.");
    }
}
