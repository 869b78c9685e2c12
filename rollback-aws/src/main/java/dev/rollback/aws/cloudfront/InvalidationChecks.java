package dev.rollback.aws.cloudfront;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.cloudfront.model.Distribution;

/** What speaks against an invalidation, what it covers, takes and costs. */
final class InvalidationChecks {

    /** Edge locations begin within seconds and are through after a minute or two; AWS promises no time. */
    private static final Duration COMPLETED = Duration.ofMinutes(5);

    private static final Duration ACCEPTED = Duration.ofSeconds(5);
    private static final int FREE = 1_000;
    private static final BigDecimal DOLLARS = new BigDecimal("0.005");

    private final AwsScope scope;
    private final DistributionName name;
    private final CloudFrontCalls calls;
    private final Coverage coverage;

    InvalidationChecks(AwsScope scope, DistributionName name, CloudFrontCalls calls, Coverage coverage) {
        this.scope = scope;
        this.name = name;
        this.calls = calls;
        this.coverage = coverage;
    }

    Assessment assess(Look look) {
        Looked<Optional<Distribution>> looked = Looked.at(look, () -> calls.distribution(look));
        Optional<Distribution> found = looked.answer().flatMap(distribution -> distribution);
        Assessment.Builder assessment = Assessment.expecting(ACCEPTED, COMPLETED)
                .findings(looked.findings("DISTRIBUTION", name.toString(), this::judge))
                .findings(wider())
                .finding(browsers())
                .path(found.map(this::titled).orElseGet(name::toString));
        path(assessment);
        return assessment
                .loses(cost())
                .reads("cloudfront:GetDistribution", arn())
                .reads("cloudfront:GetInvalidation", arn())
                .writes("cloudfront:CreateInvalidation", arn())
                .build();
    }

    private String arn() {
        return scope.globalArn("cloudfront", name.resource());
    }

    private List<Finding> judge(Optional<Distribution> found) {
        List<Finding> findings = new ArrayList<>();
        found.ifPresentOrElse(distribution -> judge(distribution, findings), () -> findings.add(missing()));
        return findings;
    }

    private Finding missing() {
        return Finding.hard(
                "DISTRIBUTION_MISSING",
                "There is no " + name + " in account " + scope.account()
                        + ": expected it there, CloudFront shows nobody the distributions of other accounts.",
                "Check its id; where another account owns it, take aws.assuming(roleArn) with a role of that account.");
    }

    private void judge(Distribution distribution, List<Finding> findings) {
        if (Boolean.FALSE.equals(distribution.distributionConfig().enabled())) {
            findings.add(Finding.warning(
                    "DISTRIBUTION_DISABLED",
                    titled(distribution) + " is disabled, so that nobody is served through it: expected the one that"
                            + " serves the site.",
                    "Check its id: whatever does serve the site keeps its old copies."));
        }
        if (!"Deployed".equals(distribution.status())) {
            findings.add(Finding.warning(
                    "DISTRIBUTION_DEPLOYING",
                    "A change of the settings of " + titled(distribution)
                            + " is on its way to the edge locations (status " + distribution.status()
                            + "): until it is there, they may fetch by the old settings.",
                    "Find out who changed it, and invalidate again once it is Deployed if that matters."));
        }
        int others = distribution.inProgressInvalidationBatches();
        if (others > 0) {
            findings.add(Finding.note(
                    "INVALIDATIONS_IN_PROGRESS",
                    "CloudFront carries out " + Texts.count(others, "other invalidation") + " on " + name
                            + ": where there is no room for this one beside them, it waits for them."));
        }
    }

    private String titled(Distribution distribution) {
        List<String> aliases = distribution.distributionConfig().aliases() == null
                ? List.of()
                : distribution.distributionConfig().aliases().items();
        String names = aliases.isEmpty() ? distribution.domainName() : String.join(", ", aliases);
        return name + " (" + names + ")";
    }

    private List<Finding> wider() {
        if (coverage.folders().isEmpty()) {
            return List.of();
        }
        return List.of(Finding.warning(
                "WILDCARDS_INSTEAD",
                String.format(
                        Locale.ROOT,
                        "%,d paths are more than CloudFront carries out at once on a distribution (%,d, and %d with a"
                                + " wildcard): %s is invalidated as a whole, so that more is fetched anew than was changed.",
                        coverage.given(),
                        Coverage.MOST_INDIVIDUAL,
                        Coverage.MOST_WILDCARDS,
                        Texts.some(coverage.folders())),
                "Expect more load on the origin for a while, or name wildcards of your own."));
    }

    private Finding browsers() {
        return Finding.note(
                "BROWSER_CACHES",
                "Browsers and other caches keep the copies that they have for as long as these were said to be fresh"
                        + " (Cache-Control): an invalidation reaches CloudFront's edge locations alone.");
    }

    private void path(Assessment.Builder assessment) {
        List<Batch> batches = Batch.of(coverage);
        for (Batch batch : batches) {
            String number = batches.size() == 1 ? "" : " " + batch.number() + " of " + batches.size();
            assessment.path("CreateInvalidation" + number + ": " + Texts.some(batch.paths()));
        }
        assessment.path("wait until every edge location has carried it out; it cannot be taken back");
    }

    private String cost() {
        return String.format(
                Locale.ROOT,
                "%s to invalidate: free within the first %,d of the account's month, then %s USD at list price.",
                Texts.count(coverage.size(), "path"),
                FREE,
                DOLLARS.multiply(BigDecimal.valueOf(coverage.size()))
                        .stripTrailingZeros()
                        .toPlainString());
    }
}
