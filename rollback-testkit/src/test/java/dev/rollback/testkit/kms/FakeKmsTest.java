package dev.rollback.testkit.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.FakeAws;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class FakeKmsTest {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final KmsClient kms = world.client(KmsClient.class);

    private KeyState state(String key) {
        return kms.describeKey(request -> request.keyId(key)).keyMetadata().keyState();
    }

    @Test
    void every_key_is_there_and_enabled() {
        assertThat(state("1234abcd")).isEqualTo(KeyState.ENABLED);
        assertThat(world.kms().isUsable("alias/orders")).isTrue();
    }

    @Test
    void a_key_is_the_same_by_id_and_by_arn() {
        world.kms().key("1234abcd", KeyState.PENDING_DELETION);

        assertThat(state("arn:aws:kms:eu-west-1:123456789012:key/1234abcd")).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(world.kms().isUsable("arn:aws:kms:eu-west-1:123456789012:key/1234abcd"))
                .isFalse();
    }

    @Test
    void a_key_that_is_missing_is_not_found() {
        world.kms().missing("1234abcd");

        assertThatThrownBy(() -> state("1234abcd")).isInstanceOf(NotFoundException.class);
        assertThat(world.kms().isUsable("1234abcd")).isFalse();
    }
}
