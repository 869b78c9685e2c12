/** Configuration profiles of AppConfig: start at {@link dev.rollback.aws.appconfig.AppConfigProfile}. */
@NullMarked
package dev.rollback.aws.appconfig;

import org.jspecify.annotations.NullMarked;
