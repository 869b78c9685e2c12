package dev.rollback.aws.sdk;

import java.net.ConnectException;

/** Says which endpoint could not be reached, which the SDK's own exception leaves out. */
public final class UnreachableEndpointException extends ConnectException {

    private static final long serialVersionUID = 1L;

    private final String endpoint;

    /**
     * Names the endpoint.
     *
     * @param endpoint scheme, host and port
     * @param cause what kept it from being reached
     */
    public UnreachableEndpointException(String endpoint, Throwable cause) {
        super(endpoint + " cannot be reached");
        this.endpoint = endpoint;
        initCause(cause);
    }

    /** Scheme, host and port. */
    public String endpoint() {
        return endpoint;
    }
}
