package dev.rollback.aws;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.lambda.LambdaAlias;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.TargetException;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.lambda.FakeLambda;
import dev.rollback.testkit.sts.FakeSts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sts.StsClient;

class AwsTargetsTest {

    private static final String ARN = "arn:aws:lambda:eu-west-1:210987654321:function:search-indexer";

    private final TestClock clock = new TestClock();
    private final FakeAccount account = new FakeAccount(clock, "eu-west-1", "123456789012");
    private final FakeLambda lambda = new FakeLambda(account);
    private final FakeSts sts = new FakeSts(account);
    private final List<Class<?>> asked = new ArrayList<>();
    private final ClientSource world = new ClientSource() {
        private final Map<Class<?>, SdkClient> clients = Map.of(LambdaClient.class, lambda, StsClient.class, sts);

        @Override
        public <C extends SdkClient> C client(Class<C> type) {
            asked.add(type);
            return type.cast(Objects.requireNonNull(clients.get(type)));
        }
    };

    @Test
    void a_target_over_given_clients_has_their_region_and_the_callers_account() {
        LambdaAlias alias = AwsTargets.using(world).lambdaAlias("search-indexer", "live");

        assertThat(alias.id()).hasToString("lambda-alias:eu-west-1/123456789012/search-indexer:live");
    }

    @Test
    void a_world_of_a_rehearsal_is_a_source_of_clients() {
        FakeAws rehearsed = FakeAws.in("eu-central-1", "111122223333");

        AwsTargets aws = AwsTargets.using(rehearsed::client);

        assertThat(aws.lambdaAlias("f", "live").id().scope()).isEqualTo("eu-central-1/111122223333");
        assertThat(aws.ecsService("prod", "api").id().scope()).isEqualTo("eu-central-1/111122223333");
    }

    @Test
    void the_account_is_asked_of_sts_when_a_target_is_named_and_no_earlier() {
        LambdaAlias alias = AwsTargets.using(world).lambdaAlias("search-indexer", "live");
        assertThat(asked).doesNotContain(StsClient.class);

        alias.id();
        alias.id();

        assertThat(asked).containsOnlyOnce(StsClient.class);
    }

    @Test
    void who_calls_is_asked_of_sts() {
        sts.caller("arn:aws:sts::123456789012:assumed-role/operator/ann");

        assertThat(AwsTargets.using(world).caller()).isEqualTo("arn:aws:sts::123456789012:assumed-role/operator/ann");
    }

    @Test
    void an_answer_without_an_account_is_asked_for_anew_and_names_no_target() {
        FakeAws aws = FakeAws.in("eu-west-1", "123456789012");
        aws.faults().on("sts:GetCallerIdentity").missingFields();
        LambdaAlias alias = AwsTargets.using(aws::client).lambdaAlias("search-indexer", "live");

        assertThatThrownBy(alias::id)
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("STS answered GetCallerIdentity without the caller's account");
        assertThat(alias.id().scope()).isEqualTo("eu-west-1/123456789012");
    }

    @Test
    void an_account_that_is_said_is_not_asked_for() {
        LambdaAlias alias = AwsTargets.using(world).account("111122223333").lambdaAlias("search-indexer", "live");

        assertThat(alias.id().scope()).isEqualTo("eu-west-1/111122223333");
        assertThat(asked).doesNotContain(StsClient.class);
    }

    @Test
    void an_arn_tells_the_account() {
        assertThat(AwsTargets.using(world).lambdaAlias(ARN, "live").id().scope())
                .isEqualTo("eu-west-1/210987654321");
        assertThat(asked).doesNotContain(StsClient.class);
    }

    @Test
    void a_target_works_over_the_given_clients() {
        lambda.function("search-indexer").alias("live").ran("6", ofDays(1));

        LambdaAlias alias = AwsTargets.using(lambda, sts).lambdaAlias("search-indexer", "live");

        assertThat(alias.current(new TestAttempt(clock)).id()).isEqualTo("6");
    }

    @Test
    void a_client_that_was_not_given_is_named() {
        LambdaAlias alias = AwsTargets.using(lambda).lambdaAlias("search-indexer", "live");

        assertThatThrownBy(alias::id)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No StsClient was given to AwsTargets.using(…)")
                .hasMessageContaining("expected one, got clients of [lambda]")
                .hasMessageContaining("Add it there");
    }

    @Test
    void an_arn_of_another_region_than_the_clients_is_refused_with_the_line_to_write() {
        assertThatThrownBy(() -> AwsTargets.using(world).lambdaAlias(ARN.replace("eu-west-1", "us-east-1"), "live"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is in us-east-1 and these targets in eu-west-1: expected one region")
                .hasMessageContaining("aws.in(\"us-east-1\")");
    }

    @Test
    void given_clients_of_another_region_than_asked_for_are_refused() {
        assertThatThrownBy(() -> AwsTargets.using(world).in("us-east-1").lambdaAlias("search-indexer", "live"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The given LambdaClient calls eu-west-1, and in(\"us-east-1\") was asked for")
                .hasMessageContaining("Give clients of that region");
    }

    @Test
    void given_clients_that_do_not_tell_their_region_are_told_it() {
        SilentLambda silent = new SilentLambda();

        assertThatThrownBy(() -> AwsTargets.using(silent).lambdaAlias("search-indexer", "live"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("The given LambdaClient does not tell its region: expected one such as eu-west-1")
                .hasMessageContaining("AwsTargets.using(…).in(region)");
        assertThat(AwsTargets.using(silent)
                        .in("eu-west-1")
                        .account("123456789012")
                        .lambdaAlias("search-indexer", "live")
                        .id()
                        .scope())
                .isEqualTo("eu-west-1/123456789012");
    }

    private static final class SilentLambda implements LambdaClient {
        @Override
        public String serviceName() {
            return "lambda";
        }

        @Override
        public void close() {}
    }

    @Test
    void given_clients_cannot_assume_a_role() {
        assertThatThrownBy(() -> AwsTargets.using(world).assuming("arn:aws:iam::210987654321:role/rollback"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("carry credentials of their own")
                .hasMessageContaining("expected AwsTargets.create()");
    }

    @Test
    void a_role_tells_the_account() {
        try (AwsTargets aws = AwsTargets.of("eu-west-1", AnonymousCredentialsProvider.create())) {
            LambdaAlias alias =
                    aws.assuming("arn:aws:iam::210987654321:role/ops/rollback").lambdaAlias("search-indexer", "live");

            assertThat(alias.id().scope()).isEqualTo("eu-west-1/210987654321");
        }
    }

    @Test
    void other_regions_are_derived() {
        try (AwsTargets aws = AwsTargets.of("eu-west-1", AnonymousCredentialsProvider.create())
                .account("123456789012")) {
            assertThat(aws.in("us-east-1").lambdaAlias("f", "live").id().scope())
                    .isEqualTo("us-east-1/123456789012");
            assertThat(aws.ecsService("prod", "api").id().scope()).isEqualTo("eu-west-1/123456789012");
        }
    }

    @Test
    void an_arn_decides_the_region_where_none_was_asked_for() {
        try (AwsTargets aws = AwsTargets.create()) {
            assertThat(aws.lambdaAlias(ARN, "live").id().scope()).isEqualTo("eu-west-1/210987654321");
        }
    }

    @Test
    void the_client_of_a_closed_entrance_is_refused() {
        AwsTargets aws = AwsTargets.of("eu-west-1", AnonymousCredentialsProvider.create());
        LambdaAlias alias = aws.account("123456789012").lambdaAlias("f", "live");
        aws.close();

        assertThatThrownBy(() -> alias.current(new TestAttempt(clock)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AwsTargets is closed and makes no LambdaClient any more")
                .hasMessageContaining("Close it after the engine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eu_west_1", "EU-WEST-1", "ireland"})
    void a_malformed_region_is_refused(String region) {
        assertThatThrownBy(() -> AwsTargets.create().in(region))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + region + "\" is not a region: expected one such as eu-west-1. Write its code.");
    }

    @Test
    void a_malformed_account_is_refused() {
        assertThatThrownBy(() -> AwsTargets.create().account("1234-5678-9012"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an account id: expected 12 digits")
                .hasMessageContaining("without dashes");
    }

    @Test
    void a_missing_sdk_module_is_named_with_the_artifact_to_add() {
        assertThatThrownBy(() -> AwsTargets.<LambdaClient>module("lambda", () -> {
                    throw new NoClassDefFoundError("software/amazon/awssdk/services/lambda/LambdaClient");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected software.amazon.awssdk:lambda")
                .hasMessageContaining("Add it to your build");
    }

    @Test
    void what_is_no_role_is_refused() {
        assertThatThrownBy(() -> AwsTargets.create().assuming("arn:aws:iam::123456789012:user/ann"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a role: expected arn:aws:iam::123456789012:role/name");
    }
}
