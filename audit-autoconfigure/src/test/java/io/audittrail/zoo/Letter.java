package io.audittrail.zoo;

import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import org.jspecify.annotations.NullUnmarked;

/** Comes from a class loader of its own, see {@link SpecialShapes#enhancing}. */
@NullUnmarked
@Entity(name = "Letter")
public class Letter implements Written {

    @Id
    Long id = 1L;

    String subject = "s";

    @Basic(fetch = FetchType.LAZY)
    String body = "long";

    @Override
    public void subject(String text) {
        subject = text;
    }

    @Override
    public String body() {
        return body;
    }

    @Override
    public void body(String text) {
        body = text;
    }
}
