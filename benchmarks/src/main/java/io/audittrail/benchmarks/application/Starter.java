package io.audittrail.benchmarks.application;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts an application that has a database of its own, and no web server. */
public final class Starter {

    private Starter() {}

    /** @param settings as {@code name=value}, beside those of the database, whose tables are made */
    public static ConfigurableApplicationContext start(Login database, List<String> settings, Class<?>... sources) {
        List<String> all = new ArrayList<>(List.of(
                "spring.datasource.url=" + database.url(),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password(),
                "spring.jpa.hibernate.ddl-auto=create"));
        all.addAll(settings);
        return new SpringApplicationBuilder(sources)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run(all.stream().map(setting -> "--" + setting).toArray(String[]::new));
    }
}
