package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** How copies in parts end. */
class LargeCopyTest {

    private static final long GIGABYTE = 1024L * 1024 * 1024;

    private final S3World world = new S3World();

    private void large() {
        world.site.ago(
                ofDays(3),
                release -> release.put("big.bin", "good").size(6 * GIGABYTE).parts(12));
        world.site.ago(ofHours(1), release -> release.put("big.bin", "bad"));
    }

    @Test
    void parts_of_a_copy_that_somebody_overtook_are_not_left_to_be_paid_for() {
        large();
        world.hook = (call, after) -> {
            if (!after && call.operation().equals("CompleteMultipartUpload")) {
                world.site.now(release -> release.put("big.bin", "somebody's"));
            }
        };

        Progress end = world.drive(world.target(), world.to(S3World.GOOD.minus(ofHours(1))));

        assertThat(((Progress.Failed) end).kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(world.site.openUploads()).isEmpty();
        assertThat(world.site.live()).containsEntry("big.bin", "somebody's");
    }

    @Test
    void parts_that_could_not_be_given_up_are_named() {
        large();
        world.hook = (call, after) -> {
            if (!after && call.operation().equals("CompleteMultipartUpload")) {
                world.site.now(release -> release.put("big.bin", "somebody's"));
            }
            if (!after && call.operation().equals("AbortMultipartUpload")) {
                throw S3Exception.builder()
                        .statusCode(403)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDenied")
                                .errorMessage("Access Denied")
                                .build())
                        .build();
            }
        };

        Progress end = world.drive(world.target(), world.to(S3World.GOOD.minus(ofHours(1))));

        assertThat(((Progress.Failed) end).reason())
                .endsWith("Left open, and to be paid for until it is aborted: upload "
                        + world.site.openUploads().get(0) + " of big.bin.");
    }

    @Test
    void a_large_copy_whose_answer_was_lost_is_found_and_counted_and_not_made_again() {
        large();
        boolean[] lost = {false};
        world.hook = (call, after) -> {
            if (after && !lost[0] && call.operation().equals("CompleteMultipartUpload")) {
                lost[0] = true;
                throw ApiCallTimeoutException.create(20_000);
            }
        };

        Progress end = world.drive(world.target(), world.to(S3World.GOOD.minus(ofHours(1))));

        assertThat(((Progress.Settled) end).evidence()).contains("1 key brought back");
        assertThat(world.calls.stream().filter("CreateMultipartUpload"::equals)).hasSize(1);
        assertThat(world.site.openUploads()).isEmpty();
    }
}
