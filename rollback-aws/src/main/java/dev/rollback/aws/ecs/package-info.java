/**
 * ECS services as rollback targets. Start from {@link dev.rollback.aws.ecs.EcsService}.
 */
@NullMarked
package dev.rollback.aws.ecs;

import org.jspecify.annotations.NullMarked;
