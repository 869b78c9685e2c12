package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Page;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddRoleToDbClusterRequest;
import software.amazon.awssdk.services.rds.model.AddRoleToDbClusterResponse;
import software.amazon.awssdk.services.rds.model.AddRoleToDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.AddRoleToDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeBlueGreenDeploymentsRequest;
import software.amazon.awssdk.services.rds.model.DescribeBlueGreenDeploymentsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbProxiesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbProxiesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbProxyTargetsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbProxyTargetsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.EnableHttpEndpointRequest;
import software.amazon.awssdk.services.rds.model.EnableHttpEndpointResponse;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;

/** The calls to RDS that are about what stands around databases. */
abstract class RdsSurroundings implements RdsClient {
    private final GroupCalls groups;
    private final TagCalls tags;
    private final RoleCalls roles;
    private final SurroundingCalls surroundings;

    RdsSurroundings(RdsWorld world) {
        this.groups = new GroupCalls(world);
        this.tags = new TagCalls(world);
        this.roles = new RoleCalls(world);
        this.surroundings = new SurroundingCalls(world);
    }

    @Override
    public CreateDbParameterGroupResponse createDBParameterGroup(CreateDbParameterGroupRequest request) {
        return CreateDbParameterGroupResponse.builder()
                .dbParameterGroup(groups.create(request))
                .build();
    }

    @Override
    public DescribeDbParameterGroupsResponse describeDBParameterGroups(DescribeDbParameterGroupsRequest request) {
        return groups.describe(request);
    }

    @Override
    public DescribeDbClusterParameterGroupsResponse describeDBClusterParameterGroups(
            DescribeDbClusterParameterGroupsRequest request) {
        return groups.describe(request);
    }

    @Override
    public DescribeOptionGroupsResponse describeOptionGroups(DescribeOptionGroupsRequest request) {
        return groups.describe(request);
    }

    @Override
    public DescribeDbSubnetGroupsResponse describeDBSubnetGroups(DescribeDbSubnetGroupsRequest request) {
        return groups.describe(request);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tagList(tags.list(request.resourceName()))
                .build();
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        tags.add(request.resourceName(), request.tags());
        return AddTagsToResourceResponse.builder().build();
    }

    @Override
    public AddRoleToDbInstanceResponse addRoleToDBInstance(AddRoleToDbInstanceRequest request) {
        roles.add(request);
        return AddRoleToDbInstanceResponse.builder().build();
    }

    @Override
    public AddRoleToDbClusterResponse addRoleToDBCluster(AddRoleToDbClusterRequest request) {
        roles.add(request);
        return AddRoleToDbClusterResponse.builder().build();
    }

    @Override
    public DescribeAccountAttributesResponse describeAccountAttributes(DescribeAccountAttributesRequest request) {
        return DescribeAccountAttributesResponse.builder()
                .accountQuotas(surroundings.quotas())
                .build();
    }

    @Override
    public EnableHttpEndpointResponse enableHttpEndpoint(EnableHttpEndpointRequest request) {
        surroundings.enableHttpEndpoint(request.resourceArn());
        return EnableHttpEndpointResponse.builder()
                .resourceArn(request.resourceArn())
                .httpEndpointEnabled(true)
                .build();
    }

    @Override
    public DescribeDbEngineVersionsResponse describeDBEngineVersions(DescribeDbEngineVersionsRequest request) {
        return DescribeDbEngineVersionsResponse.builder()
                .dbEngineVersions(surroundings.versions(request))
                .build();
    }

    @Override
    public DescribeDbInstanceAutomatedBackupsResponse describeDBInstanceAutomatedBackups(
            DescribeDbInstanceAutomatedBackupsRequest request) {
        Page<DBInstanceAutomatedBackup> page = surroundings.backups(request);
        return DescribeDbInstanceAutomatedBackupsResponse.builder()
                .dbInstanceAutomatedBackups(page.items())
                .marker(page.nextToken())
                .build();
    }

    @Override
    public DescribeDbProxiesResponse describeDBProxies(DescribeDbProxiesRequest request) {
        return DescribeDbProxiesResponse.builder()
                .dbProxies(surroundings.proxies(request))
                .build();
    }

    @Override
    public DescribeDbProxyTargetsResponse describeDBProxyTargets(DescribeDbProxyTargetsRequest request) {
        return DescribeDbProxyTargetsResponse.builder()
                .targets(surroundings.targets(request))
                .build();
    }

    @Override
    public DescribeBlueGreenDeploymentsResponse describeBlueGreenDeployments(
            DescribeBlueGreenDeploymentsRequest request) {
        return DescribeBlueGreenDeploymentsResponse.builder()
                .blueGreenDeployments(surroundings.blueGreens(request))
                .build();
    }
}
