package dev.rollback.testkit.rds;

/** What follows from an engine and its version: the family of its parameters, the default groups, the default port. */
final class Engines {
    private Engines() {}

    /** For example {@code postgres16}, {@code mysql8.0}, {@code aurora-mysql8.0}, {@code sqlserver-se-15.0}. */
    static String family(String engine, String version) {
        String dash =
                engine.contains("sqlserver") || engine.startsWith("oracle") || engine.startsWith("db2") ? "-" : "";
        return engine + dash + major(engine, version);
    }

    /** The part of a version that names its line: one number for PostgreSQL from 10 on, two for the others. */
    static String major(String engine, String version) {
        String[] parts = version.split("\\.", 3);
        boolean one = parts.length == 1
                || ((engine.endsWith("postgres") || engine.endsWith("postgresql")) && parts[0].length() > 1);
        return one ? parts[0] : parts[0] + "." + parts[1];
    }

    static String parameterGroup(String engine, String version) {
        return "default." + family(engine, version);
    }

    static String optionGroup(String engine, String version) {
        return "default:" + engine + "-" + major(engine, version).replace('.', '-');
    }

    /** The version of an engine that the Region offers by default. */
    static String latest(String engine) {
        return switch (engine) {
            case "aurora-postgresql" -> "16.6";
            case "aurora-mysql" -> "8.0.mysql_aurora.3.08.2";
            case "mysql" -> "8.0.40";
            case "mariadb" -> "11.4.4";
            default -> "17.2";
        };
    }

    static int port(String engine) {
        if (engine.contains("mysql") || engine.contains("mariadb")) {
            return 3306;
        }
        if (engine.contains("oracle")) {
            return 1521;
        }
        return engine.contains("sqlserver") ? 1433 : 5432;
    }

    static boolean isAurora(String engine) {
        return engine.startsWith("aurora");
    }
}
