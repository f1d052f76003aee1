package io.audittrail.zoo;

/** What is known of a {@link Letter}, whichever class loader it comes from. */
public interface Written {

    void subject(String text);

    String body();

    void body(String text);
}
