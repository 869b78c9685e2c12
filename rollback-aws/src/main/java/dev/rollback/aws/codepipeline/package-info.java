/** Pipelines that are kept from deploying. Start at {@link dev.rollback.aws.codepipeline.StageTransition}. */
@NullMarked
package dev.rollback.aws.codepipeline;

import org.jspecify.annotations.NullMarked;
