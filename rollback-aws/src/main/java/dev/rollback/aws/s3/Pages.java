package dev.rollback.aws.s3;

import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** The pages of a listing of versions. */
@FunctionalInterface
interface Pages {

    /**
     * One page.
     *
     * @param prefix what the keys begin with
     * @param from the place to go on after
     * @param most how many entries it shall have at most
     */
    ListObjectVersionsResponse page(String prefix, S3Calls.Place from, int most);
}
