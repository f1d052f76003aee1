package io.audittrail.benchmarks.toggle;

import com.sun.management.ThreadMXBean;
import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import jakarta.persistence.EntityManagerFactory;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

public final class Toggle {

    private static final int OFF = 0;
    private static final int OFF_AGAIN = 1;
    private static final int ON = 2;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = Toggle.class)
    static class Application {
        @Bean
        ActorResolver actor() {
            Actor alice = new Actor("alice", Actor.Kind.USER, null);
            return () -> alice;
        }
    }

    private static final Model MODEL = new Model(
            new Model.Kind<>(Project.class, Project::new), new Model.Kind<>(Team.class, Team::new), Model.Told.NOTHING);

    public static void main(String[] args) throws Exception {
        String url = args[0];
        Path log = Files.createTempDirectory("toggle");
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "spring.datasource.url", url,
                        "spring.jpa.hibernate.ddl-auto", "create",
                        "spring.jpa.open-in-view", "false",
                        "spring.jpa.properties.hibernate.integration.envers.enabled", "false",
                        "spring.main.banner-mode", "off",
                        "logging.level.root", "warn",
                        "audit.ledger.directory", log.toString()))
                .run()) {
            EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
            AuditSwitch audit = new AuditSwitch(factory);
            int share = 0;
            for (int i = 2; i < args.length; i++) {
                Workload workload = Workload.valueOf(args[i]);
                Work work = new Work(workload, MODEL, factory, share++);
                work.begin();
                measure(workload, work, audit, Integer.parseInt(args[1]));
            }
        }
    }

    private static void measure(Workload workload, Work work, AuditSwitch audit, int rounds) {
        List<Slice[]> all = new ArrayList<>();
        int transactions = Math.max(1, 200 / workload.changes());
        Random random = new Random(1);
        for (int round = -rounds / 2; round < rounds; round++) {
            Slice[] slices = new Slice[3];
            int first = random.nextInt(3);
            for (int i = 0; i < 3; i++) {
                int which = (first + i) % 3;
                audit.set(which == ON);
                work.beforeSlice(transactions);
                slices[which] = slice(work, transactions);
            }
            if (round >= 0) {
                all.add(slices);
            }
        }
        System.out.printf("%s %s%n", workload, workload.title());
        print(all, "wall ns", Slice::wallNanos);
        print(all, "cpu ns", Slice::cpuNanos);
        print(all, "bytes", Slice::bytes);
    }

    private static void print(List<Slice[]> all, String what, ToDoubleFunction<Slice> figure) {
        double off = median(
                all.stream().mapToDouble(s -> figure.applyAsDouble(s[OFF])).toArray());
        double on = median(
                all.stream().mapToDouble(s -> figure.applyAsDouble(s[ON])).toArray());
        double diff = median(all.stream()
                .mapToDouble(s -> figure.applyAsDouble(s[ON].minus(s[OFF])))
                .toArray());
        double diff2 = median(all.stream()
                .mapToDouble(s -> figure.applyAsDouble(s[ON].minus(s[OFF_AGAIN])))
                .toArray());
        double noise = median(all.stream()
                .mapToDouble(s -> figure.applyAsDouble(s[OFF_AGAIN].minus(s[OFF])))
                .toArray());
        System.out.printf(
                "   %-8s off %9.0f on %9.0f  diff %7.0f %7.0f  A/A %6.0f%n", what, off, on, diff, diff2, noise);
    }

    private static double median(double[] values) {
        java.util.Arrays.sort(values);
        return values[values.length / 2];
    }

    private static Slice slice(Work work, int transactions) {
        long id = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(id);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < transactions; i++) {
            work.transaction();
        }
        double n = transactions;
        return new Slice(
                (System.nanoTime() - wall) / n,
                (THREADS.getCurrentThreadCpuTime() - cpu) / n,
                (THREADS.getThreadAllocatedBytes(id) - bytes) / n);
    }
}
