package dev.rollback.testkit;

import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;

/** Ways in which nothing answers a probe, whatever it looks with. */
enum Outage {
    NAME_NOT_KNOWN(Kind.MISSING),
    REFUSED(Kind.DENIED),
    DROPPED(Kind.TRANSIENT),
    HANGS(Kind.UNKNOWN_OUTCOME),
    INTERRUPTED(Kind.CONFLICT),
    THROTTLED(Kind.THROTTLED),
    EXPIRED(Kind.CREDENTIALS),
    WRONG(Kind.INVALID);

    private final Kind kind;

    Outage(Kind kind) {
        this.kind = kind;
    }

    /** What HTTP and processes say; once without a message. */
    IOException io(String what) {
        String message = what + " did not answer, as the contract has it";
        return switch (this) {
            case NAME_NOT_KNOWN -> new UnknownHostException(message);
            case REFUSED -> new ConnectException(message);
            case DROPPED -> new SocketException(message);
            case HANGS -> new HttpTimeoutException(message);
            case INTERRUPTED -> new InterruptedIOException(message);
            case EXPIRED -> new IOException();
            case THROTTLED, WRONG -> new IOException(message);
        };
    }

    /** What a remote call says. */
    TargetException remote(String operation) {
        return TargetException.of(kind, operation + " did not answer, as the contract has it");
    }
}
