package io.audittrail.crash;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The process that is killed: the auto-configurations as applications have them, and threads that commit. It ends in order
 * once its standard input does.
 */
final class KilledApplication {

    static final char READY = '!';

    private KilledApplication() {}

    /** Database, name of the run, number of threads, settings. */
    public static void main(String[] args) throws IOException, InterruptedException {
        TestDatabase database = new TestDatabase(args[0], args[1], args[2]);
        int threads = Integer.parseInt(args[4]);
        String[] settings = List.of(args).subList(5, args.length).toArray(String[]::new);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(settings).applyTo(context);
            context.registerBean(BrokenDelivery.class, () -> new BrokenDelivery(settings));
            Configurations.start(context, () -> open(database, threads), List.of(Item.class));
            work(context, args[3], threads);
        }
    }

    private static void work(ApplicationContext context, String run, int threads)
            throws IOException, InterruptedException {
        AtomicBoolean goOn = new AtomicBoolean(true);
        EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
        CountDownLatch busy = new CountDownLatch(threads * 4);
        List<Thread> workers = new ArrayList<>();
        for (int owner = 1; owner <= threads; owner++) {
            Thread worker = new Thread(new Worker(factory, owner, run, goOn::get, busy), "worker-" + owner);
            workers.add(worker);
            worker.start();
        }
        busy.await();
        System.out.write(READY);
        System.out.flush();
        System.in.transferTo(OutputStream.nullOutputStream());
        goOn.set(false);
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private static HikariDataSource open(TestDatabase database, int threads) {
        HikariDataSource dataSource = database.open();
        dataSource.setMaximumPoolSize(threads + 4);
        return dataSource;
    }
}
