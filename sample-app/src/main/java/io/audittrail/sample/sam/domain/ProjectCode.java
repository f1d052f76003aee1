package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;

/** How a facility forms its project codes: a prefix and so many digits. */
@Entity
public class ProjectCode {

    @EmbeddedId
    private Key key;

    private int digits;

    @SuppressWarnings("NullAway.Init")
    protected ProjectCode() {}

    public ProjectCode(Key key, int digits) {
        this.key = key;
        this.digits = digits;
    }

    public Key key() {
        return key;
    }

    public int digits() {
        return digits;
    }

    @Embeddable
    public record Key(
            @Column(length = 20) String facility,
            @Column(length = 8) String prefix) {}
}
