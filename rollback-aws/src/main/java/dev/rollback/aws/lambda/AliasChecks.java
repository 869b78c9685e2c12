package dev.rollback.aws.lambda;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What speaks against moving an alias, looked at before anything is moved. */
final class AliasChecks {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Duration WITH_PROVISIONED = Duration.ofMinutes(3);

    private final LambdaCalls calls;
    private final AliasName name;
    private final TrailMoves moves;
    private final VersionChecks versions;
    private final AwsScope scope;
    private final Look look;

    AliasChecks(LambdaCalls calls, AliasName name, AwsScope scope, Look look) {
        this.calls = calls;
        this.name = name;
        this.moves = new TrailMoves(scope, name, look);
        this.versions = new VersionChecks(calls, look);
        this.scope = scope;
        this.look = look;
    }

    Assessment assess(Change change) {
        Routing from = Routing.parsed(change.from().id());
        Routing to = Routing.parsed(change.to().id());
        Looked<Optional<Provisioned>> provisioned = Looked.at(look, () -> calls.provisioned(look));
        boolean has = provisioned.answer().flatMap(found -> found).isPresent();
        Duration expected = has ? WITH_PROVISIONED : AT_ONCE;
        Assessment.Builder assessment = Assessment.expecting(expected, expected)
                .findings(versions.findings(from, to))
                .findings(provisioned(provisioned, to))
                .findings(whoMovesIt())
                .findings(besides(from));
        path(assessment, from, to, has);
        losses(assessment);
        permissions(assessment);
        return assessment.build();
    }

    private List<Finding> provisioned(Looked<Optional<Provisioned>> looked, Routing to) {
        return looked.findings(
                "PROVISIONED_CONCURRENCY",
                "its provisioned concurrency",
                found -> found.stream()
                        .flatMap(some -> Stream.concat(Stream.of(moving(some)), takenBy(to.version()).stream()))
                        .toList());
    }

    private Finding moving(Provisioned provisioned) {
        String follows = "The provisioned concurrency of " + name + " (" + provisioned
                + ") follows the alias: Lambda keeps the traffic where it is until the new version is provisioned,"
                + " and refuses shares of traffic meanwhile.";
        return provisioned.isFailed()
                ? Finding.warning(
                        "PROVISIONED_CONCURRENCY_FAILED",
                        follows,
                        "Lower it or delete it first, because while it fails the traffic may stay on the bad version.")
                : Finding.warning("PROVISIONED_CONCURRENCY", follows, "Roll it back at once, without gradually(…).");
    }

    private List<Finding> takenBy(String version) {
        Looked<List<String>> holders = Looked.at(
                look,
                () -> Stream.concat(calls.otherAliasesOf(look, version).stream(), Stream.of(version))
                        .filter(calls.provisionedQualifiers(look)::contains)
                        .toList());
        return holders.findings(
                "PROVISIONED_CONCURRENCY_OF_OTHERS",
                "the provisioned concurrency of version " + version,
                found -> found.stream().map(holder -> taken(version, holder)).toList());
    }

    private Finding taken(String version, String holder) {
        return Finding.soft(
                "PROVISIONED_CONCURRENCY_TAKEN",
                "Version " + version + " already has provisioned concurrency through " + holder + ", and " + name
                        + " has some too: Lambda refuses two for one version.",
                "Delete the provisioned concurrency of one of them first.");
    }

    /** The newest move tells who manages the alias; a manual move makes CodeDeploy's next deployment fail. */
    private List<Finding> whoMovesIt() {
        return Looked.at(look, moves::newestUpdate)
                .findings(
                        "TRAIL",
                        "who moves it (CloudTrail)",
                        last -> last.filter(Move::isByCodeDeploy)
                                .map(move -> List.of(codeDeploy()))
                                .orElse(List.of()));
    }

    private Finding codeDeploy() {
        boolean underWay = !Looked.at(look, () -> calls.alias(look))
                .answer()
                .map(now -> now.routing().isPlain())
                .orElse(true);
        return underWay
                ? Finding.soft(
                        "CODEDEPLOY_IN_FLIGHT",
                        "CodeDeploy moves " + name
                                + " and has weights on it now: it would go on moving it after this change.",
                        "Stop its deployment instead: aws deploy stop-deployment --deployment-id ID --auto-rollback-enabled.")
                : Finding.warning(
                        "CODEDEPLOY_MANAGED",
                        "CodeDeploy moves " + name
                                + ": its next deployment fails when the alias is not where it left it"
                                + " (INVALID_LAMBDA_CONFIGURATION).",
                        "Name the version rolled back to as CurrentVersion in the next deployment's AppSpec.");
    }

    /** What would go on running the bad version, or something else altogether. */
    private List<Finding> besides(Routing from) {
        return Stream.concat(eventSources(from).stream(), otherAliases(from).stream())
                .toList();
    }

    private List<Finding> eventSources(Routing from) {
        return Looked.at(look, () -> calls.eventSourcesPastTheAlias(look, from.version()))
                .findings(
                        "EVENT_SOURCES",
                        "the event sources of its function",
                        sources -> sources.stream().map(this::pastTheAlias).toList());
    }

    private Finding pastTheAlias(String source) {
        return Finding.warning(
                "EVENT_SOURCE_PAST_ALIAS",
                source + " of function " + name.function() + " past " + name
                        + ": moving the alias does not change what it runs.",
                "Disable it for now, or point it to the alias.");
    }

    private List<Finding> otherAliases(Routing from) {
        return Looked.at(look, () -> calls.otherAliasesOf(look, from.version()))
                .findings(
                        "OTHER_ALIASES",
                        "the other aliases of its function",
                        others -> others.stream()
                                .map(other -> otherAlias(other, from))
                                .toList());
    }

    private Finding otherAlias(String other, Routing from) {
        return Finding.note(
                "OTHER_ALIAS",
                "Alias " + other + " of function " + name.function() + " points to version " + from.version()
                        + ", too, and stays there.");
    }

    private void path(Assessment.Builder assessment, Routing from, Routing to, boolean provisioned) {
        assessment.path("UpdateAlias " + name.title() + ": " + from + " -> " + to
                + (to.isPlain() ? ", all weights cleared" : "") + ", refused if somebody moves it first");
        if (provisioned) {
            assessment.path("wait until Lambda has moved its provisioned concurrency");
        }
        versions.differences(from, to).forEach(assessment::path);
    }

    private void losses(Assessment.Builder assessment) {
        assessment.loses(
                "Not versioned, and left as they are: event source mappings, function URLs, reserved concurrency and"
                        + " resource policies of function " + name.function() + ".");
    }

    private void permissions(Assessment.Builder assessment) {
        String function = scope.arn("lambda", name.resource());
        for (String action : List.of(
                "GetAlias",
                "GetFunctionConfiguration",
                "ListVersionsByFunction",
                "ListAliases",
                "ListProvisionedConcurrencyConfigs")) {
            assessment.reads("lambda:" + action, function);
        }
        assessment
                .reads("lambda:GetProvisionedConcurrencyConfig", function + ":" + name.alias())
                .reads("lambda:ListEventSourceMappings", "*")
                .reads("cloudtrail:LookupEvents", "*")
                .writes("lambda:UpdateAlias", function);
    }
}
