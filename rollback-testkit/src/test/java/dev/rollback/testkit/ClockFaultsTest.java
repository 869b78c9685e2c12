package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The clock of AWS, which is the world's, and that of whoever runs an engine there. */
class ClockFaultsTest {
    private static final Instant START = FakeAws.Builder.START;

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final VirtualTime engine = world.clock().engineTime();
    private final List<String> happened = new ArrayList<>();

    @BeforeEach
    void a_function() {
        world.lambda().function("indexer").alias("live").ran("6", Duration.ofDays(1));
    }

    private String read() {
        return world.client(LambdaClient.class)
                .getAlias(alias -> alias.functionName("indexer").name("live"))
                .functionVersion();
    }

    private AwsServiceException refused(Runnable call) {
        return catchThrowableOfType(AwsServiceException.class, call::run);
    }

    @Test
    void a_clock_that_is_set_an_hour_forward_is_refused_once_and_timers_go_off_by_it() {
        world.faults().on("lambda:GetAlias").call(1).clockForward();
        engine.postAt(
                START.plus(Duration.ofMinutes(30)),
                () -> happened.add("timer at " + world.clock().instant()));

        AwsServiceException refusal = refused(this::read);
        String second = read();
        world.clock().advance(Duration.ofSeconds(1));

        assertThat(refusal.statusCode()).isEqualTo(403);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
        assertThat(second).isEqualTo("6");
        assertThat(engine.instant())
                .isEqualTo(START.plus(Duration.ofMinutes(60)).plusSeconds(1));
        assertThat(world.account().now()).isEqualTo(START.plusSeconds(1));
        assertThat(happened).containsExactly("timer at " + START);
    }

    @Test
    void a_clock_that_is_set_back_is_refused_once_and_timers_wait_for_it() {
        world.faults().on("lambda:GetAlias").call(1).clockBack();
        engine.postAt(
                START.plus(Duration.ofMinutes(5)),
                () -> happened.add("timer at " + world.clock().instant()));

        AwsServiceException refusal = refused(this::read);
        world.clock().advance(Duration.ofMinutes(30));

        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
        assertThat(engine.instant()).isEqualTo(START.plus(Duration.ofMinutes(10)));
        assertThat(happened).containsExactly("timer at " + START.plus(Duration.ofMinutes(25)));
    }

    @Test
    void clocks_that_differ_by_four_minutes_are_put_up_with() {
        world.faults().on("lambda:GetAlias").call(1).awsAhead();
        world.faults().on("lambda:GetAlias").call(2).awsBehind();

        String first = read();
        Instant behindAws = engine.instant();
        String second = read();

        assertThat(List.of(first, second)).containsExactly("6", "6");
        assertThat(behindAws).isEqualTo(START.minus(Duration.ofMinutes(4)));
        assertThat(engine.instant()).isEqualTo(START);
        assertThat(world.account().now()).isEqualTo(START);
    }

    @Test
    void answers_of_calls_come_by_a_clock_that_nobody_sets() {
        engine.call(Duration.ofMinutes(1), () -> refused(this::read), new EngineTime.Answer<>() {
            @Override
            public void done(AwsServiceException result) {
                happened.add("answered at " + world.clock().instant());
            }

            @Override
            public void failed(Throwable failure) {
                happened.add("failed " + failure);
            }
        });
        world.faults().on("lambda:GetAlias").call(1).clockBack();

        world.clock().advance(Duration.ofMinutes(1));

        assertThat(happened).containsExactly("answered at " + START.plusMillis(40));
    }

    @Test
    void each_service_refuses_a_signature_in_its_own_words() {
        world.faults().on("*").always().clockForward();

        AwsServiceException ecs = refused(() -> world.client(EcsClient.class).describeClusters());
        AwsServiceException rds = refused(() -> world.client(RdsClient.class).describeDBInstances());
        AwsServiceException s3 = refused(() -> world.client(S3Client.class).headBucket(bucket -> bucket.bucket("b")));

        assertThat(ecs.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
        assertThat(ecs.statusCode()).isEqualTo(400);
        assertThat(rds.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
        assertThat(s3.awsErrorDetails().errorCode()).isEqualTo("RequestTimeTooSkewed");
        assertThat(s3.isClockSkewException()).isTrue();
    }
}
