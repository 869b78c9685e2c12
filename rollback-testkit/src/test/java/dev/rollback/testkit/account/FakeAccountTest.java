package dev.rollback.testkit.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FakeAccountTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

    private final FakeAccount account = account();

    private static FakeAccount account() {
        return new FakeAccount(InstantSource.fixed(NOON), "eu-west-1", "123456789012");
    }

    @Test
    void time_is_cut_to_milliseconds() {
        assertThat(account.now()).isEqualTo("2026-11-20T12:00:00.123Z");
    }

    @Test
    void an_arn_names_region_and_account() {
        assertThat(account.arn("ecs", "service/prod/checkout"))
                .isEqualTo("arn:aws:ecs:eu-west-1:123456789012:service/prod/checkout");
    }

    @Test
    void the_same_calls_give_the_same_ids() {
        assertThat(account.nextId("task/")).isEqualTo(account().nextId("task/"));
        assertThat(account.nextNumber("ecs-svc/")).isEqualTo(account().nextNumber("ecs-svc/"));
        assertThat(account.nextUuid("revision")).isEqualTo(account().nextUuid("revision"));
    }

    @Test
    void ids_have_the_length_of_their_kind() {
        assertThat(account.nextId("task/")).matches("task/[0-9a-f]{32}");
        assertThat(account.nextNumber("ecs-svc/")).matches("ecs-svc/\\d{19}");
        assertThat(account.nextUuid("revision")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void ids_do_not_repeat() {
        Set<String> ids = new LinkedHashSet<>();

        for (int i = 0; i < 10_000; i++) {
            ids.add(account.nextId("task/"));
            ids.add(account.nextNumber("ecs-svc/"));
        }

        assertThat(ids).hasSize(20_000);
    }

    @Test
    void a_sequence_is_not_moved_by_another() {
        FakeAccount busy = account();
        busy.nextId("elsewhere/");

        assertThat(busy.nextId("task/")).isEqualTo(account.nextId("task/"));
    }

    @Test
    void a_malformed_account_id_is_refused_with_the_value() {
        assertThatThrownBy(() -> new FakeAccount(InstantSource.fixed(NOON), "eu-west-1", "42"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The fake account was given a malformed account id: expected 12 digits such as"
                        + " 123456789012, got '42'. Pass a well-formed account id.");
    }
}
