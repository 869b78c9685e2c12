package dev.rollback.aws.appconfig;

import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;

/** Reads flags out of a version, and says why it cannot. */
final class FlagReading {

    private FlagReading() {}

    /** @throws IOException when it holds no flags */
    static FlagDocument document(GetHostedConfigurationVersionResponse version) throws IOException {
        ByteBuffer bytes = version.content().asByteBuffer();
        return FlagDocument.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    }

    /** What of a profile makes it none whose flags can be set. */
    static List<Finding> noFlags(Place place, String title) {
        if (place.hasFlags() && place.isHosted()) {
            return List.of();
        }
        return List.of(Finding.hard(
                "NO_FLAGS",
                title + " is of type " + place.about().type() + ", kept in "
                        + place.about().location()
                        + ": expected feature flags in the hosted store (AWS.AppConfig.FeatureFlags, hosted).",
                "Name a profile with feature flags, or roll this one back with appConfig(…)."));
    }

    static Finding gone(String where) {
        return Finding.hard(
                "VERSION_GONE",
                "The content of " + where
                        + ", which is deployed, was deleted from the hosted store: expected it there, to change the flag in it.",
                "Deploy a version that is there, then plan again.");
    }

    /** The parser's words may quote the content, so they are not told. */
    static Finding unreadable(String where, IOException failure) {
        return Finding.hard(
                "FLAGS_UNREADABLE",
                "The content of " + where + ", which is deployed, cannot be read ("
                        + failure.getClass().getSimpleName() + "): expected one JSON object with flags.",
                "Set the flag by hand.");
    }

    /** What a preview would have refused. */
    static Progress failed(Finding finding) {
        return Progress.failed(FailureKind.ENVIRONMENT, finding.text() + " " + finding.remedy());
    }
}
