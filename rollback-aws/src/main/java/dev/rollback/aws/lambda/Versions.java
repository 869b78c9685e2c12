package dev.rollback.aws.lambda;

import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes versions of where an alias sends its traffic; reads each version of the function once. For one look. */
final class Versions {

    private final LambdaCalls calls;
    private final Look look;
    private final Map<String, Optional<FunctionVersion>> read = new LinkedHashMap<>();
    private final Set<String> unread = new TreeSet<>();

    Versions(LambdaCalls calls, Look look) {
        this.calls = calls;
        this.look = look;
    }

    /** What users get of it, and what is known against it. */
    Version of(Routing routing, Tenure tenure) {
        Version version = Version.of(routing.id(), content(routing), tenure).labelled(label(routing));
        return graded(routing, digested(routing, version.fact(LambdaAlias.VERSION, routing.version())));
    }

    private Version digested(Routing routing, Version version) {
        return routing.isPlain()
                ? find(routing.version())
                        .flatMap(FunctionVersion::code)
                        .map(code -> version.fact("digest.code", code))
                        .orElse(version)
                : version;
    }

    private Version graded(Routing routing, Version version) {
        if (!routing.isPlain()) {
            return version.fact(LambdaAlias.WEIGHTS, routing.toString())
                    .standing(Standing.UNPROVEN, "a mixture: " + routing);
        }
        Optional<FunctionVersion> function = find(routing.version());
        if (function.isEmpty()) {
            return unread.contains(routing.version())
                    ? version
                    : version.standing(Standing.UNUSABLE, "the version is gone");
        }
        String state = function.get().condition().state();
        return state.equals("Failed")
                ? version.standing(
                        Standing.UNUSABLE,
                        "state Failed: " + function.get().condition().stateReason())
                : version;
    }

    private String content(Routing routing) {
        return routing.isPlain()
                ? content(routing.version())
                : routing.versions().stream()
                        .map(number -> Routing.percent(routing.shareOf(number)) + "% " + content(number))
                        .collect(Collectors.joining(" | "));
    }

    private String content(String number) {
        return find(number).map(FunctionVersion::content).orElse(FunctionVersion.unreadContent(number));
    }

    private String label(Routing routing) {
        return routing.isPlain()
                ? find(routing.version()).map(FunctionVersion::description).orElse("")
                : routing.toString();
    }

    /** Whether a version exists, as far as the caller may see. */
    boolean isThere(String number) {
        return find(number).isPresent() || unread.contains(number);
    }

    /** One version of the function; empty when it is gone, or when the caller may not read it. */
    Optional<FunctionVersion> find(String number) {
        Optional<FunctionVersion> known = read.get(number);
        return known != null ? known : ask(number);
    }

    private Optional<FunctionVersion> ask(String number) {
        Optional<FunctionVersion> answer = unlessDenied(number);
        read.put(number, answer);
        return answer;
    }

    private Optional<FunctionVersion> unlessDenied(String number) {
        try {
            return calls.version(look, number);
        } catch (TargetException e) {
            if (e.kind() == TargetException.Kind.DENIED) {
                unread.add(number);
                return Optional.empty();
            }
            throw e;
        }
    }
}
