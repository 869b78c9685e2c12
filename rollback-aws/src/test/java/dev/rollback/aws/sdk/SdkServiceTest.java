package dev.rollback.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.RemoteCall;
import dev.rollback.target.RemoteCall.Limit;
import dev.rollback.target.TargetException;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.sts.FakeSts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class SdkServiceTest {

    private final TestClock clock = new TestClock();
    private final FakeSts sts = new FakeSts(new FakeAccount(clock, "eu-west-1", "123456789012"));
    private final List<Class<?>> asked = new ArrayList<>();
    private final AwsScope scope = AwsScope.of(
            new ClientSource() {
                @Override
                public <C extends SdkClient> C client(Class<C> type) {
                    asked.add(type);
                    return type.cast(sts);
                }
            },
            "eu-west-1",
            "123456789012");

    @Test
    void no_client_is_made_before_the_first_call() {
        SdkService<StsClient> service = scope.service("sts", StsClient.class);
        assertThat(asked).isEmpty();

        service.read(new TestAttempt(clock), "GetCallerIdentity", StsClient::getCallerIdentity);

        assertThat(asked).containsExactly(StsClient.class);
    }

    @Test
    void reads_and_writes_are_told_to_the_engine_with_their_limit() {
        TestAttempt attempt = new TestAttempt(clock);
        SdkService<StsClient> service = scope.service("sts", StsClient.class);

        service.read(attempt, "GetCallerIdentity", StsClient::getCallerIdentity);
        service.write(
                attempt,
                "AssumeRole",
                client -> client.assumeRole(
                        ask -> ask.roleArn("arn:aws:iam::123456789012:role/r").roleSessionName("rollback")));

        assertThat(attempt.readCalls())
                .containsExactly(
                        new RemoteCall("sts:GetCallerIdentity", new Limit("123456789012/eu-west-1/sts", 20, 10)));
        assertThat(attempt.writes()).containsExactly("sts:AssumeRole");
    }

    @Test
    void failures_are_mapped_and_name_the_resource() {
        sts.refuses("arn:aws:iam::123456789012:role/r");
        SdkService<StsClient> service = scope.service("sts", StsClient.class).about("role r");

        assertThatThrownBy(() -> service.write(
                        new TestAttempt(clock),
                        "AssumeRole",
                        client -> client.assumeRole(ask ->
                                ask.roleArn("arn:aws:iam::123456789012:role/r").roleSessionName("rollback"))))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("sts:AssumeRole on role r in eu-west-1 failed")
                .hasCauseInstanceOf(StsException.class);
    }

    @Test
    void what_is_no_failure_of_a_call_passes_unchanged() {
        SdkService<StsClient> service = scope.service("sts", StsClient.class);

        assertThatThrownBy(() -> service.read(new TestAttempt(clock), "GetSessionToken", StsClient::getSessionToken))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ecs,DescribeServices,p/ecs/service-reads,100,20",
        "ecs,ListServices,p/ecs/service-reads,100,20",
        "ecs,UpdateService,p/ecs/service-writes,50,5",
        "ecs,DescribeServiceDeployments,p/ecs/deployment-reads,50,20",
        "ecs,DescribeTaskDefinition,p/ecs/definition-reads,50,20",
        "ecs,RegisterTaskDefinition,p/ecs/definition-writes,20,1",
        "lambda,GetFunction,p/lambda/get-function,100,100",
        "lambda,UpdateAlias,p/lambda/control,15,15",
        "lambda,GetAlias,p/lambda/control,15,15",
        "cloudtrail,LookupEvents,p/cloudtrail/lookup,2,2",
        "ecr,DescribeImages,p/ecr,20,10"
    })
    void limits_are_those_that_services_document(
            String prefix, String operation, String key, int burst, double perSecond) {
        assertThat(Limits.of("p", prefix, operation)).isEqualTo(new Limit(key, burst, perSecond));
    }
}
