package dev.rollback.aws.contract;

/** All clauses there are, for those who are asked all of them. */
interface EveryContract
        extends ConfigurationDeploymentContract,
                EcsContract,
                LambdaContract,
                CloudFrontContract,
                S3Contract,
                RdsContract,
                RdsRestoreContract,
                RdsClusterContract,
                SnsContract,
                CloudWatchContract {}
