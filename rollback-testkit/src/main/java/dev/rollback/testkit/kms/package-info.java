/** KMS in memory: which keys there are and whether they can be used. Start at {@link dev.rollback.testkit.kms.FakeKms}. */
@NullMarked
package dev.rollback.testkit.kms;

import org.jspecify.annotations.NullMarked;
