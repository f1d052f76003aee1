package io.audittrail.sample;

/** A field of the request cannot be what it is, which only a look into the database could tell. */
public final class InvalidException extends RuntimeException {

    private final String field;

    public InvalidException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
