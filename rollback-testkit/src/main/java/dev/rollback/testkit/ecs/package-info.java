/**
 * An in-memory ECS under a clock of its own. Start at {@link dev.rollback.testkit.ecs.FakeEcs}, whose
 * {@link dev.rollback.testkit.ecs.FakeEcsService services} a scene describes.
 */
@NullMarked
package dev.rollback.testkit.ecs;

import org.jspecify.annotations.NullMarked;
