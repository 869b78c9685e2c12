/** Plans a rollback, previews it, runs it and proves it; knows nothing of AWS. */
module dev.rollback.core {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires dev.failsafe.core;
    requires com.fasterxml.jackson.core;
    requires java.net.http;
    requires static transitive java.sql;

    exports dev.rollback;
    exports dev.rollback.health;
    exports dev.rollback.journal;
    exports dev.rollback.lease;
    exports dev.rollback.notify;
    exports dev.rollback.run;
    exports dev.rollback.sql;
    exports dev.rollback.target;
    exports dev.rollback.time;
}
