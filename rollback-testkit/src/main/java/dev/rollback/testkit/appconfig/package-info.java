/** AppConfig in memory. Start at {@link dev.rollback.testkit.appconfig.FakeAppConfig}. */
@NullMarked
package dev.rollback.testkit.appconfig;

import org.jspecify.annotations.NullMarked;
