package dev.rollback.aws.lambda;

import dev.rollback.aws.lambda.AliasChecks.Looked;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the wanted version can take the traffic. */
final class VersionChecks {

    private VersionChecks() {}

    static List<Finding> of(LambdaCalls calls, Look look, Routing from, Routing to) {
        if (!to.isPublished()) {
            return List.of(Finding.hard(
                    "UNPUBLISHED_VERSION",
                    "$LATEST is what is edited, not a version that has served: expected the number of a published version.",
                    "Name one: aws lambda list-versions-by-function shows them."));
        }
        List<Finding> findings = new ArrayList<>();
        for (String number : to.versions()) {
            findings.addAll(of(calls, look, number));
        }
        findings.addAll(mixing(calls, look, from, to));
        return findings;
    }

    private static List<Finding> of(LambdaCalls calls, Look look, String number) {
        Looked<Optional<FunctionVersion>> looked = Looked.at(() -> calls.version(look, number));
        if (looked.failure().isPresent()) {
            return List.of(AliasChecks.unknown(
                    "VERSION", "version " + number, looked.failure().get()));
        }
        return looked.answer()
                .flatMap(version -> version)
                .map(VersionChecks::of)
                .orElseGet(() -> List.of(Finding.hard(
                        "VERSION_GONE",
                        "Version " + number + " is gone: expected it to exist. Numbers are never used again.",
                        "Choose another version, or publish its code again.")));
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
    private static List<Finding> mixing(LambdaCalls calls, Look look, Routing from, Routing to) {
        return differences(calls, look, from, to).stream()
                .filter(line -> line.startsWith(Settings.ROLE) || line.startsWith(Settings.DEAD_LETTERS))
                .map(line -> Finding.warning(
                        "SHARES_REFUSED",
                        "Lambda refuses shares of traffic between " + from + " and " + to + ", because they differ: "
                                + line + ".",
                        "Roll back at once, without gradually(…)."))
                .toList();
    }

    /** How the configurations differ, one line each; nothing where one cannot be read. */
    static List<String> differences(LambdaCalls calls, Look look, Routing from, Routing to) {
        if (!to.isPublished() || from.version().equals(to.version())) {
            return List.of();
        }
        Optional<FunctionVersion> before = read(calls, look, from.version());
        Optional<FunctionVersion> after = read(calls, look, to.version());
        return before.isPresent() && after.isPresent()
                ? Settings.differences(before.get().settings(), after.get().settings())
                : List.of();
    }

    private static Optional<FunctionVersion> read(LambdaCalls calls, Look look, String number) {
        return Looked.at(() -> calls.version(look, number)).answer().flatMap(version -> version);
    }
}
