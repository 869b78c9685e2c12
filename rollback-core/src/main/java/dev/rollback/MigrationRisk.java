package dev.rollback;

/** How likely it is that the version before cannot live with what the release made of a database. */
public enum MigrationRisk {
    /** Not worth a question. What a plan has that says nothing else. */
    LOW,
    /** The plan has to require a check on migrations, or somebody has to say why none is needed. */
    HIGH
}
