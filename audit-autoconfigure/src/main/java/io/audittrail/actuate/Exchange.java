package io.audittrail.actuate;

import java.util.Map;

/** The HTTP request at work and the answer to it, as far as Actuator does not hand them to an endpoint. */
public interface Exchange {

    /**
     * All parameters: Actuator hands over those that an operation knows, and a misspelt {@code actr=bob} would quietly
     * answer everybody's records.
     */
    Map<String, String[]> parameters();

    /** The path as it was sent. */
    String path();

    /** Sets a header of the answer. */
    void header(String name, String value);
}
