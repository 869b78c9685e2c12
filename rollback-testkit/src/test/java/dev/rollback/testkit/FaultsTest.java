package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.appconfig.model.ConflictException;
import software.amazon.awssdk.services.appconfig.model.InternalServerException;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.AccessDeniedException;
import software.amazon.awssdk.services.cloudfront.model.TooManyInvalidationsInProgressException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.RdsException;

class FaultsTest {
    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    @BeforeEach
    void a_function_of_two_versions() {
        world.lambda()
                .function("indexer")
                .alias("live")
                .ran("6", Duration.ofDays(20))
                .deployed("7", Duration.ofMinutes(20));
    }

    private String read() {
        return world.client(LambdaClient.class)
                .getAlias(alias -> alias.functionName("indexer").name("live"))
                .functionVersion();
    }

    private void write(String version) {
        world.client(LambdaClient.class)
                .updateAlias(alias -> alias.functionName("indexer").name("live").functionVersion(version));
    }

    private String serving() {
        return world.lambda().function("indexer").alias("live").servingVersion();
    }

    private AwsServiceException refused(Runnable call) {
        return catchThrowableOfType(AwsServiceException.class, call::run);
    }

    @Test
    void throttles_in_the_shape_of_each_service() {
        world.faults().on("*").always().throttled();

        AwsServiceException lambda = refused(this::read);
        AwsServiceException trail =
                refused(() -> world.client(CloudTrailClient.class).lookupEvents(request -> {}));
        AwsServiceException alarms =
                refused(() -> world.client(CloudWatchClient.class).describeAlarms());

        assertThat(lambda).isInstanceOf(TooManyRequestsException.class);
        assertThat(lambda.statusCode()).isEqualTo(429);
        assertThat(trail.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
        assertThat(trail.statusCode()).isEqualTo(400);
        assertThat(alarms.awsErrorDetails().errorCode()).isEqualTo("Throttling");
        assertThat(List.of(lambda, trail, alarms)).allMatch(AwsServiceException::isThrottlingException);
    }

    @Test
    void fails_in_the_exceptions_that_the_sdk_models_for_codes_without_exception() {
        world.cloudFront().distribution("E1");
        world.faults().on("cloudfront:CreateInvalidation").call(1).conflict();
        world.faults().on("cloudfront:GetDistribution").call(1).accessDenied();

        AwsServiceException conflict = refused(this::invalidate);
        AwsServiceException denied =
                refused(() -> world.client(CloudFrontClient.class).getDistribution(request -> request.id("E1")));

        assertThat(conflict).isInstanceOf(TooManyInvalidationsInProgressException.class);
        assertThat(conflict.awsErrorDetails().errorCode()).isEqualTo("TooManyInvalidationsInProgress");
        assertThat(conflict.statusCode()).isEqualTo(400);
        assertThat(denied).isInstanceOf(AccessDeniedException.class);
        assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        assertThat(world.cloudFront().distribution("E1").invalidations()).isEmpty();
    }

    private void invalidate() {
        world.client(CloudFrontClient.class)
                .createInvalidation(request -> request.distributionId("E1")
                        .invalidationBatch(batch -> batch.callerReference("one")
                                .paths(paths -> paths.quantity(1).items("/*"))));
    }

    @Test
    void fails_with_a_server_error_before_the_effect() {
        world.faults().on("lambda:UpdateAlias").call(1).serverError();

        AwsServiceException failure = refused(() -> write("6"));

        assertThat(failure).isInstanceOf(ServiceException.class);
        assertThat(failure.statusCode()).isEqualTo(500);
        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ServiceException");
        assertThat(serving()).isEqualTo("7");
    }

    @Test
    void loses_the_response_after_the_effect() {
        world.faults().on("lambda:UpdateAlias").call(1).lostResponse();

        assertThatThrownBy(() -> write("6")).isInstanceOf(ApiCallAttemptTimeoutException.class);

        assertThat(serving()).isEqualTo("6");
    }

    @Test
    void fails_with_the_error_of_the_service_after_the_effect() {
        world.faults().on("lambda:UpdateAlias").call(1).serverErrorAfter();

        AwsServiceException failure = refused(() -> write("6"));

        assertThat(failure).isInstanceOf(ServiceException.class);
        assertThat(failure.statusCode()).isEqualTo(500);
        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ServiceException");
        assertThat(serving()).isEqualTo("6");
    }

    @Test
    void times_out_before_the_effect_and_takes_the_time_of_the_sdk() {
        world.faults().on("lambda:UpdateAlias").call(1).timeout();

        List<String> answers = inACall(Duration.ofMinutes(1), () -> {
            write("6");
            return "ok";
        });

        assertThat(answers).singleElement().asString().startsWith("ApiCallAttemptTimeoutException after PT10.04S");
        assertThat(serving()).isEqualTo("7");
    }

    @Test
    void resets_the_connection_before_the_effect() {
        world.faults().on("lambda:UpdateAlias").call(1).connectionReset();

        assertThatThrownBy(() -> write("6"))
                .isInstanceOf(SdkClientException.class)
                .hasCauseInstanceOf(SocketException.class);

        assertThat(serving()).isEqualTo("7");
    }

    @Test
    void denies_access_naming_the_operation() {
        world.faults().on("lambda:GetAlias").call(1).accessDenied();

        AwsServiceException failure = refused(this::read);

        assertThat(failure.statusCode()).isEqualTo(403);
        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        assertThat(failure.awsErrorDetails().errorMessage()).contains("not authorized to perform: lambda:GetAlias");
    }

    @Test
    void lets_credentials_expire() {
        world.faults().on("lambda:GetAlias").call(1).expiredCredentials();

        AwsServiceException failure = refused(this::read);

        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException");
        assertThat(failure.getMessage()).contains("security token included in the request is expired");
    }

    @Test
    void a_database_in_the_middle_of_a_change_conflicts_as_rds_says_it() {
        world.faults().on("rds:*").always().conflict();
        RdsClient rds = world.client(RdsClient.class);

        AwsServiceException instance = refused(() -> rds.modifyDBInstance(change -> {}));
        AwsServiceException cluster = refused(() -> rds.modifyDBCluster(change -> {}));
        AwsServiceException snapshot = refused(() -> rds.restoreDBInstanceFromDBSnapshot(restore -> {}));
        AwsServiceException member = refused(() -> rds.createDBInstance(create -> {}));

        assertThat(instance).isInstanceOf(InvalidDbInstanceStateException.class);
        assertThat(instance.awsErrorDetails().errorCode()).isEqualTo("InvalidDBInstanceState");
        assertThat(cluster).isInstanceOf(InvalidDbClusterStateException.class);
        assertThat(cluster.awsErrorDetails().errorCode()).isEqualTo("InvalidDBClusterStateFault");
        assertThat(snapshot).isInstanceOf(InvalidDbSnapshotStateException.class);
        assertThat(member).isInstanceOf(InvalidDbClusterStateException.class);
        assertThat(List.of(instance, cluster, snapshot, member)).allMatch(each -> each.statusCode() == 400);
    }

    @Test
    void rds_fails_and_throttles_in_exceptions_that_it_does_not_model() {
        world.faults().on("rds:DescribeDBInstances").call(1).throttled();
        world.faults().on("rds:DescribeDBInstances").call(2).serverError();
        RdsClient rds = world.client(RdsClient.class);

        AwsServiceException throttled = refused(rds::describeDBInstances);
        AwsServiceException failed = refused(rds::describeDBInstances);

        assertThat(throttled).isExactlyInstanceOf(RdsException.class);
        assertThat(throttled.awsErrorDetails().errorCode()).isEqualTo("Throttling");
        assertThat(throttled.statusCode()).isEqualTo(400);
        assertThat(failed).isExactlyInstanceOf(RdsException.class);
        assertThat(failed.awsErrorDetails().errorCode()).isEqualTo("InternalFailure");
        assertThat(failed.statusCode()).isEqualTo(500);
    }

    @Test
    void appconfig_conflicts_fails_and_throttles_in_its_own_shapes() {
        AppConfigClient appConfig = world.client(AppConfigClient.class);
        world.faults().on("appconfig:StartDeployment").call(1).conflict();
        world.faults().on("appconfig:StopDeployment").call(1).conflict();
        world.faults().on("appconfig:CreateHostedConfigurationVersion").call(1).conflict();
        world.faults().on("appconfig:ListApplications").call(1).serverError();
        world.faults().on("appconfig:ListApplications").call(2).throttled();

        List<AwsServiceException> conflicts = List.of(
                refused(() -> appConfig.startDeployment(start -> {})),
                refused(() -> appConfig.stopDeployment(stop -> {})),
                refused(() -> appConfig.createHostedConfigurationVersion(create -> {})));
        AwsServiceException failed = refused(() -> appConfig.listApplications(list -> {}));
        AwsServiceException throttled = refused(() -> appConfig.listApplications(list -> {}));

        assertThat(conflicts)
                .allSatisfy(conflict -> assertThat(conflict.statusCode()).isEqualTo(409))
                .allMatch(ConflictException.class::isInstance);
        assertThat(failed).isInstanceOf(InternalServerException.class);
        assertThat(throttled.isThrottlingException()).isTrue();
        assertThat(throttled.statusCode()).isEqualTo(429);
    }

    @Test
    void conflicts_where_the_service_says_so() {
        world.faults().on("lambda:UpdateAlias").call(1).conflict();

        AwsServiceException failure = refused(() -> write("6"));

        assertThat(failure).isInstanceOf(ResourceConflictException.class);
        assertThat(failure.statusCode()).isEqualTo(409);
    }

    @Test
    void answers_as_before_for_some_calls() {
        world.faults().on("lambda:GetAlias").calls(2, 3).staleRead();

        List<String> seen = new ArrayList<>(List.of(read()));
        write("6");
        seen.addAll(List.of(read(), read(), read()));

        assertThat(seen).containsExactly("7", "7", "7", "6");
        assertThat(world.calls().where(call -> call.fault().isPresent()).count())
                .isEqualTo(2);
    }

    @Test
    void answers_truly_where_there_was_nothing_before() {
        world.faults().on("lambda:GetAlias").call(1).staleRead();

        assertThat(read()).isEqualTo("7");
        assertThat(world.calls().list().get(0).fault()).isEmpty();
    }

    @Test
    void answers_a_refusal_as_before() {
        world.faults().on("lambda:GetAlias").call(2).staleRead();
        world.lambda().function("other");

        AwsServiceException before = refused(() -> readOf("other"));
        world.lambda().function("other").alias("live").ran("1", Duration.ofDays(1));
        AwsServiceException stale = refused(() -> readOf("other"));

        assertThat(before.statusCode()).isEqualTo(404);
        assertThat(stale).isSameAs(before);
        assertThat(readOf("other")).isEqualTo("1");
    }

    private String readOf(String function) {
        return world.client(LambdaClient.class)
                .getAlias(alias -> alias.functionName(function).name("live"))
                .functionVersion();
    }

    @Test
    void is_slow() {
        world.faults().on("lambda:GetAlias").call(1).slow(Duration.ofSeconds(5));

        List<String> answers = inACall(Duration.ofMinutes(1), this::read);

        assertThat(answers).containsExactly("7 after PT5.04S");
        assertThat(world.calls()).hasToString("lambda:GetAlias indexer live -> ok [SLOW] (5040 ms)\n");
    }

    @Test
    void a_call_that_the_engine_gave_up_is_aborted_at_its_next_request() {
        world.faults().on("lambda:GetAlias").call(1).slow(Duration.ofMinutes(5));
        List<Throwable> aborted = new ArrayList<>();

        List<String> answers = inACall(Duration.ofMinutes(1), () -> {
            read();
            aborted.add(catchThrowableOfType(AbortedException.class, this::read));
            return "too late";
        });

        assertThat(answers).containsExactly("TimeoutException after PT1M");
        assertThat(aborted).singleElement().isNotNull();
        assertThat(world.calls().count()).isOne();
    }

    @Test
    void befalls_the_calls_that_were_named() {
        world.faults().on("lambda:GetAlias").times(2).serverError();
        world.faults().on("lambda:*").call(4).throttled();

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            AwsServiceException failure = refused(this::read);
            statuses.add(failure == null ? 200 : failure.statusCode());
        }

        assertThat(statuses).containsExactly(500, 500, 200, 429, 200);
    }

    @Test
    void a_fault_of_writes_spares_reads() {
        world.faults().on("*").always().lostResponse();

        assertThat(read()).isEqualTo("7");
    }

    @Test
    void goes_away_when_cleared() {
        world.faults().on("*").always().serverError();

        world.faults().clear();

        assertThat(read()).isEqualTo("7");
    }

    @Test
    void refuses_what_names_no_operation() {
        assertThatThrownBy(() -> world.faults().on("UpdateAlias"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"UpdateAlias\"")
                .hasMessageContaining("ecs:UpdateService, ecs:* or *");
    }

    @Test
    void refuses_a_call_before_the_first() {
        assertThatThrownBy(() -> world.faults().on("ecs:UpdateService").call(0))
                .hasMessageContaining("calls 0 to 0")
                .hasMessageContaining("first call as 1");
    }

    private List<String> inACall(Duration timeout, Callable<String> work) {
        VirtualTime time = world.clock().engineTime();
        List<String> answers = new ArrayList<>();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        time.call(timeout, work, new dev.rollback.time.EngineTime.Answer<String>() {
            @Override
            public void done(String result) {
                answers.add(result + after());
                done.complete(true);
            }

            @Override
            public void failed(Throwable failure) {
                answers.add(failure.getClass().getSimpleName() + after());
                done.complete(failure instanceof TimeoutException);
            }

            private String after() {
                return " after " + Duration.between(FakeAws.Builder.START, time.instant());
            }
        });
        time.await(done);
        return answers;
    }
}
