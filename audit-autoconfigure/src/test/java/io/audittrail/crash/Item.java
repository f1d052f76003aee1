package io.audittrail.crash;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What the killed application works on. The database allows each code once, and looks at the commit. */
@Entity(name = "Item")
@Table(name = "item")
class Item {

    @Id
    long id;

    @Column(name = "owner_no")
    int owner;

    String code = "";
    int amount;

    protected Item() {}

    Item(long id, int owner, int amount) {
        this.id = id;
        this.owner = owner;
        this.code = "code-" + id;
        this.amount = amount;
    }
}
