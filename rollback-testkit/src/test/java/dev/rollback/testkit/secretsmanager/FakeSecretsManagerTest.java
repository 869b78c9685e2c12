package dev.rollback.testkit.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.account.TestClock;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class FakeSecretsManagerTest {
    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:";

    private final FakeSecretsManager secrets = new FakeSecretsManager(new TestClock().account());

    private DescribeSecretResponse describe(String id) {
        return secrets.describeSecret(r -> r.secretId(id));
    }

    @Test
    void a_secret_that_nobody_spoke_of_is_there() {
        DescribeSecretResponse secret = describe("db");

        assertThat(secret.name()).isEqualTo("db");
        assertThat(secret.arn()).matches(ARN + "db-[0-9a-f]{6}");
        assertThat(secret.deletedDate()).isNull();
    }

    @Test
    void a_missing_secret_is_not_found_by_name_or_arn() {
        secrets.missing("db");

        assertThatThrownBy(() -> describe("db"))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(400));
        assertThatThrownBy(() -> describe(ARN + "db")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> describe(ARN + "db-Ab12Cd")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_secret_is_found_again_by_the_arn_that_describes_it() {
        secrets.secret("db").onlyWhatIsNamed();

        DescribeSecretResponse again = describe(describe("db").arn());

        assertThat(again.name()).isEqualTo("db");
    }

    @Test
    void a_name_that_looks_as_if_it_had_a_suffix_is_found_without_one() {
        secrets.secret("db-master").onlyWhatIsNamed();

        DescribeSecretResponse found = describe(ARN + "db-master");

        assertThat(found.name()).isEqualTo("db-master");
    }

    @Test
    void a_secret_marked_for_deletion_is_described_with_its_date() {
        secrets.markedForDeletion("db");

        assertThat(describe("db").deletedDate()).isEqualTo(TestClock.NOON);
    }

    @Test
    void a_restored_secret_has_no_date_of_deletion() {
        secrets.markedForDeletion("db").secret("db");

        assertThat(describe("db").deletedDate()).isNull();
    }

    @Test
    void everything_can_be_there_again() {
        secrets.onlyWhatIsNamed().everythingExists();

        assertThat(describe("db").name()).isEqualTo("db");
    }
}
