package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DBClusterParameterGroup;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.OptionGroup;

/** Shows groups of parameters, options and subnets. A default group is there for whoever asks for it by name. */
final class GroupCalls {
    private final RdsWorld world;

    GroupCalls(RdsWorld world) {
        this.world = world;
    }

    DBParameterGroup create(CreateDbParameterGroupRequest request) {
        String name = RdsWorld.stored(request.dbParameterGroupName());
        if (world.parameterGroups.containsKey(name)) {
            throw RdsErrors.parameterGroupExists(name);
        }
        world.parameterGroups.put(name, request.dbParameterGroupFamily());
        return parameters(name);
    }

    DescribeDbParameterGroupsResponse describe(DescribeDbParameterGroupsRequest request) {
        String name = request.dbParameterGroupName();
        world.checkGroups(name, null, null);
        Page<DBParameterGroup> page = page(
                named(name, world.parameterGroups).map(this::parameters).toList(),
                request.marker(),
                request.maxRecords());
        return DescribeDbParameterGroupsResponse.builder()
                .dbParameterGroups(page.items())
                .marker(page.nextToken())
                .build();
    }

    private DBParameterGroup parameters(String name) {
        return DBParameterGroup.builder()
                .dbParameterGroupName(name)
                .dbParameterGroupFamily(RdsWorld.family(name, world.parameterGroups, world::userOf))
                .dbParameterGroupArn(world.account.arn("rds", "pg:" + name))
                .build();
    }

    DescribeDbClusterParameterGroupsResponse describe(DescribeDbClusterParameterGroupsRequest request) {
        String name = request.dbClusterParameterGroupName();
        if (name != null && !name.startsWith("default.") && !world.clusterParameterGroups.containsKey(name)) {
            throw RdsErrors.noParameterGroup(name);
        }
        Page<DBClusterParameterGroup> page = page(
                named(name, world.clusterParameterGroups)
                        .map(this::clusterParameters)
                        .toList(),
                request.marker(),
                request.maxRecords());
        return DescribeDbClusterParameterGroupsResponse.builder()
                .dbClusterParameterGroups(page.items())
                .marker(page.nextToken())
                .build();
    }

    private DBClusterParameterGroup clusterParameters(String name) {
        return DBClusterParameterGroup.builder()
                .dbClusterParameterGroupName(name)
                .dbParameterGroupFamily(RdsWorld.family(name, world.clusterParameterGroups, world::clusterUserOf))
                .dbClusterParameterGroupArn(world.account.arn("rds", "cluster-pg:" + name))
                .build();
    }

    private static Stream<String> named(@Nullable String name, Map<String, String> groups) {
        return name == null ? groups.keySet().stream() : Stream.of(name);
    }

    DescribeOptionGroupsResponse describe(DescribeOptionGroupsRequest request) {
        String name = request.optionGroupName();
        world.checkGroups(null, name, null);
        Stream<String> names = name == null ? world.optionGroups.stream() : Stream.of(name);
        Page<OptionGroup> page = page(names.map(this::options).toList(), request.marker(), request.maxRecords());
        return DescribeOptionGroupsResponse.builder()
                .optionGroupsList(page.items())
                .marker(page.nextToken())
                .build();
    }

    private OptionGroup options(String name) {
        return OptionGroup.builder()
                .optionGroupName(name)
                .optionGroupArn(world.account.arn("rds", "og:" + name))
                .build();
    }

    DescribeDbSubnetGroupsResponse describe(DescribeDbSubnetGroupsRequest request) {
        String name = request.dbSubnetGroupName();
        world.checkGroups(null, null, name);
        Stream<String> names = name == null ? world.subnetGroups.stream() : Stream.of(name);
        Page<DBSubnetGroup> page = page(names.map(this::subnets).toList(), request.marker(), request.maxRecords());
        return DescribeDbSubnetGroupsResponse.builder()
                .dbSubnetGroups(page.items())
                .marker(page.nextToken())
                .build();
    }

    private DBSubnetGroup subnets(String name) {
        return DBSubnetGroup.builder()
                .dbSubnetGroupName(name)
                .subnetGroupStatus("Complete")
                .dbSubnetGroupArn(world.account.arn("rds", "subgrp:" + name))
                .build();
    }

    private static <T> Page<T> page(List<T> all, @Nullable String marker, @Nullable Integer size) {
        return Page.of(all, marker, InstanceCalls.size(size), () -> RdsErrors.invalidParameter("Invalid marker"));
    }
}
