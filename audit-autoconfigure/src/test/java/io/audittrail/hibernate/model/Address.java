package io.audittrail.hibernate.model;

import jakarta.persistence.Embeddable;

@Embeddable
public class Address {

    public String street;
    public String doorPin;

    public Address() {}

    public Address(String street, String doorPin) {
        this.street = street;
        this.doorPin = doorPin;
    }
}
