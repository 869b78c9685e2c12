package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Listing;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.BlueGreenDeployment;
import software.amazon.awssdk.services.rds.model.DBProxy;
import software.amazon.awssdk.services.rds.model.DBProxyTarget;
import software.amazon.awssdk.services.rds.model.DescribeBlueGreenDeploymentsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbProxiesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbProxyTargetsResponse;
import software.amazon.awssdk.services.rds.model.Filter;

/** What else in RDS holds on to a database: proxies, and a blue/green deployment that is open. */
final class Surroundings {

    private final SdkService<RdsClient> rds;

    Surroundings(AwsScope scope) {
        this.rds = scope.service("rds", RdsClient.class);
    }

    List<Finding> findings(Look look, Database database) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(Looked.at(look, () -> proxies(look, database))
                .findings("PROXIES", "the proxies of " + database.id(), found -> proxies(database, found)));
        findings.addAll(Looked.at(look, () -> blueGreens(look, database))
                .findings(
                        "BLUE_GREEN",
                        "the blue/green deployments of " + database.id(),
                        found -> blueGreens(database, found)));
        return findings;
    }

    /** Adds what looking at them needs. */
    static void permissions(Assessment.Builder assessment) {
        assessment
                .reads("rds:DescribeDBProxies", "*")
                .reads("rds:DescribeDBProxyTargets", "*")
                .reads("rds:DescribeBlueGreenDeployments", "*");
    }

    private List<String> proxies(Look look, Database database) {
        List<DBProxy> all = Listing.all(
                marker -> rds.read(
                        look, "DescribeDBProxies", client -> client.describeDBProxies(ask -> ask.marker(marker))),
                DescribeDbProxiesResponse::dbProxies,
                DescribeDbProxiesResponse::marker);
        return all.stream()
                .map(DBProxy::dbProxyName)
                .filter(proxy -> targets(look, proxy).anyMatch(target -> isAt(target, database)))
                .toList();
    }

    private Stream<DBProxyTarget> targets(Look look, String proxy) {
        List<DBProxyTarget> all = Listing.all(
                marker -> rds.read(
                        look,
                        "DescribeDBProxyTargets",
                        client -> client.describeDBProxyTargets(
                                ask -> ask.dbProxyName(proxy).marker(marker))),
                DescribeDbProxyTargetsResponse::targets,
                DescribeDbProxyTargetsResponse::marker);
        return all.stream();
    }

    private static boolean isAt(DBProxyTarget target, Database database) {
        return database.id().equals(target.rdsResourceId()) || database.id().equals(target.trackedClusterId());
    }

    private static List<Finding> proxies(Database database, List<String> found) {
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.soft(
                        "PROXY",
                        "Proxies lead to " + database.id() + ": " + String.join(", ", found)
                                + ". They keep to the database that was registered, whatever it is called.",
                        "Override with a reason, and register the restored database afterwards."));
    }

    private List<BlueGreenDeployment> blueGreens(Look look, Database database) {
        Filter filter = Filter.builder().name("source").values(database.arn()).build();
        List<BlueGreenDeployment> all = Listing.all(
                marker -> rds.read(
                        look,
                        "DescribeBlueGreenDeployments",
                        client -> client.describeBlueGreenDeployments(
                                ask -> ask.filters(filter).marker(marker))),
                DescribeBlueGreenDeploymentsResponse::blueGreenDeployments,
                DescribeBlueGreenDeploymentsResponse::marker);
        return all.stream()
                .filter(deployment -> !"SWITCHOVER_COMPLETED".equals(deployment.status()))
                .toList();
    }

    private static List<Finding> blueGreens(Database database, List<BlueGreenDeployment> found) {
        return found.stream()
                .map(
                        deployment -> Finding.soft(
                                "BLUE_GREEN_OPEN",
                                "The blue/green deployment " + deployment.blueGreenDeploymentIdentifier() + " of "
                                        + database.id() + " is " + deployment.status()
                                        + ": RDS renames neither side while it is open.",
                                "Delete the deployment first; for a switchover that went bad point the application to the old side."))
                .toList();
    }
}
