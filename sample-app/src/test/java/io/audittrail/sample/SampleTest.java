package io.audittrail.sample;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The application without a server, the same one for all tests: a test works on projects of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = SampleApplication.class,
        properties = {"sample.collector.enabled=false", "audit.ledger.directory=target/test-audit-log"})
@Import(Api.class)
public @interface SampleTest {}
