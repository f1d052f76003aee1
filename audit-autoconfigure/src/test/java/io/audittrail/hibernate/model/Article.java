package io.audittrail.hibernate.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What {@link Articles} keeps. */
@Entity
public class Article {

    @Id
    public String code = "";

    public String title = "";

    public String accessToken = "";

    protected Article() {}

    public Article(String code, String title) {
        this.code = code;
        this.title = title;
    }
}
