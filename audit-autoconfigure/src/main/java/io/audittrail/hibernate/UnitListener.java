package io.audittrail.hibernate;

import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** Hears of each audited unit while its factory is being built: of its database, for instance. */
public interface UnitListener {

    /** Before the factory is built, and before anything that auditing needs for it. */
    void wiring(String unit, AbstractEntityManagerFactoryBean factory);

    /** After the factory was told everything it needs. */
    default void wired(String unit, AbstractEntityManagerFactoryBean factory) {}
}
