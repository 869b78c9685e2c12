package dev.rollback.testkit.appconfig;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * One version of a configuration.
 *
 * @param version the number of a hosted version, or the store's own name for it
 * @param label what it may be called by as well; null if it has none
 */
record Content(
        String version,
        SdkBytes bytes,
        String contentType,
        @Nullable String description,
        @Nullable String label) {

    String text() {
        return bytes.asUtf8String();
    }
}
