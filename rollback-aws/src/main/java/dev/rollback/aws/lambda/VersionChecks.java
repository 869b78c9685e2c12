package dev.rollback.aws.lambda;

import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the wanted version can take the traffic. Reads each version once; for one look. */
final class VersionChecks {

    private final LambdaCalls calls;
    private final Look look;
    private final Map<String, Looked<Optional<FunctionVersion>>> looked = new LinkedHashMap<>();

    VersionChecks(LambdaCalls calls, Look look) {
        this.calls = calls;
        this.look = look;
    }

    private Looked<Optional<FunctionVersion>> lookAt(String number) {
        return looked.computeIfAbsent(number, key -> Looked.at(look, () -> calls.version(look, key)));
    }

    List<Finding> findings(Routing from, Routing to) {
        if (!to.isPublished()) {
            return List.of(Finding.hard(
                    "UNPUBLISHED_VERSION",
                    "$LATEST is what is edited, not a version that has served: expected the number of a published version.",
                    "Name one: aws lambda list-versions-by-function shows them."));
        }
        List<Finding> findings = new ArrayList<>();
        for (String number : to.versions()) {
            findings.addAll(of(number));
        }
        findings.addAll(mixing(from, to));
        return findings;
    }

    private List<Finding> of(String number) {
        return lookAt(number)
                .findings(
                        "VERSION",
                        "version " + number,
                        version -> version.map(VersionChecks::of).orElseGet(() -> List.of(gone(number))));
    }

    private static Finding gone(String number) {
        return Finding.hard(
                "VERSION_GONE",
                "Version " + number + " is gone: expected it to exist. Numbers are never used again.",
                "Choose another version, or publish its code again.");
    }

    private static List<Finding> of(FunctionVersion version) {
        List<Finding> findings = new ArrayList<>();
        state(version).ifPresent(findings::add);
        update(version).ifPresent(findings::add);
        if (version.condition().snapshot().equals("Off")) {
            findings.add(Finding.warning(
                    "SNAPSTART_OFF",
                    "The SnapStart snapshot of version " + version.number()
                            + " is gone, as those of idle versions are: first invocations are slow or fail until it is made anew.",
                    "Invoke the version once before its traffic comes."));
        }
        return findings;
    }

    private static Optional<Finding> state(FunctionVersion version) {
        FunctionVersion.Condition condition = version.condition();
        String seen = "Version " + version.number() + " is " + condition.state()
                + (condition.stateReason().isEmpty() ? "" : " (" + condition.stateReason() + ")")
                + ": expected Active.";
        if (isBroken(condition)) {
            return Optional.of(Finding.hard(
                    "VERSION_FAILED",
                    seen + " It cannot be invoked.",
                    "Repair what the reason names, or choose another version."));
        }
        return switch (condition.state()) {
            case "Active" -> Optional.empty();
            case "Inactive", "Deactivating", "Deactivated" ->
                Optional.of(Finding.warning(
                        "VERSION_INACTIVE",
                        seen + " Its first invocation fails and wakes it.",
                        "Invoke the version once before its traffic comes."));
            case "Pending" ->
                Optional.of(Finding.warning(
                        "VERSION_PENDING", seen, "Nothing to do: it is waited for before the alias moves."));
            default ->
                Optional.of(Finding.warning("VERSION_STATE", seen, "Look at the version before moving traffic to it."));
        };
    }

    /** Reasons that no invocation heals: the image or the key is out of reach. */
    private static boolean isBroken(FunctionVersion.Condition condition) {
        String reason = condition.stateReason();
        return List.of("Failed", "Deleting", "ActiveNonInvocable").contains(condition.state())
                || reason.startsWith("ImageDeleted")
                || reason.startsWith("ImageAccessDenied")
                || reason.contains("KMSKey")
                || reason.startsWith("KMS");
    }

    private static Optional<Finding> update(FunctionVersion version) {
        String seen = "The last update of version " + version.number() + " is "
                + version.condition().update() + ": expected Successful.";
        return switch (version.condition().update()) {
            case "InProgress" ->
                Optional.of(Finding.warning("VERSION_UPDATING", seen, "Nothing to do unless it lasts."));
            case "Failed" ->
                Optional.of(Finding.soft(
                        "VERSION_UPDATE_FAILED", seen, "Invoke the version by its number to see whether it works."));
            default -> Optional.empty();
        };
    }

    /** Two versions share an alias only with the same role and dead-letter queue. */
    private List<Finding> mixing(Routing from, Routing to) {
        return differences(from, to).stream()
                .filter(line -> line.startsWith(Settings.ROLE) || line.startsWith(Settings.DEAD_LETTERS))
                .map(line -> Finding.warning(
                        "SHARES_REFUSED",
                        "Lambda refuses shares of traffic between " + from + " and " + to + ", because they differ: "
                                + line + ".",
                        "Roll back at once, without gradually(…)."))
                .toList();
    }

    /** How the configurations differ, one line each; nothing where one cannot be read. */
    List<String> differences(Routing from, Routing to) {
        if (!to.isPublished() || from.version().equals(to.version())) {
            return List.of();
        }
        Optional<FunctionVersion> before = lookAt(from.version()).answer().flatMap(version -> version);
        Optional<FunctionVersion> after = lookAt(to.version()).answer().flatMap(version -> version);
        return before.isPresent() && after.isPresent()
                ? Settings.differences(before.get().settings(), after.get().settings())
                : List.of();
    }
}
