package dev.rollback.aws.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What a server that others wrote keeps of the clauses about S3, in the plain test command. */
class LocalS3ContractTest implements S3Contract {

    private static LocalS3 server;

    @BeforeAll
    static void start() {
        server = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public Subject subject() {
        return server;
    }
}
