package io.audittrail.sample.sam;

import io.audittrail.AuditContext;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Nobody is logged in when the application starts: the log shall name the job instead. */
@Component
class Seed implements ApplicationRunner {

    private final SeedData data;

    Seed(SeedData data) {
        this.data = data;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        AuditContext.runAs("seed", data::writeIfEmpty);
    }
}
