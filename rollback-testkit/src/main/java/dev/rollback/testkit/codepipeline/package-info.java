/** CodePipeline in memory. Start at {@link dev.rollback.testkit.codepipeline.FakeCodePipeline}. */
@NullMarked
package dev.rollback.testkit.codepipeline;

import org.jspecify.annotations.NullMarked;
