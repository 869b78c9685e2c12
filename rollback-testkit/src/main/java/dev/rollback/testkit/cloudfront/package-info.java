/** CloudFront in memory. Start at {@link dev.rollback.testkit.cloudfront.FakeCloudFront}. */
@NullMarked
package dev.rollback.testkit.cloudfront;

import org.jspecify.annotations.NullMarked;
