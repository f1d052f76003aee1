package io.audittrail.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a driver and its server, and cuts the line when told to: the moment nobody can wait for in a test, in which
 * a commit was sent and its answer is lost.
 */
public final class CuttingProxy implements AutoCloseable {

    /** What becomes of what the client sends next. */
    public enum Cut {
        /** It never arrives. */
        BEFORE_THE_SERVER,
        /** The server does it, and its answer never arrives. */
        BEFORE_THE_CLIENT
    }

    private final ServerSocket listening;
    private final URI server;
    private final AtomicReference<Cut> next = new AtomicReference<>();

    private CuttingProxy(URI server) {
        this.server = server;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public static CuttingProxy before(TestDatabase database) {
        return new CuttingProxy(URI.create(database.url().substring("jdbc:".length())));
    }

    /** The database as it is seen through the proxy. */
    public TestDatabase through(TestDatabase database) {
        String direct = server.getHost() + ":" + server.getPort();
        String url = database.url().replace(direct, "127.0.0.1:" + listening.getLocalPort());
        return new TestDatabase(url, database.user(), database.password());
    }

    /** Cuts the connection on which a commit is sent next, once. A pool may be opening others meanwhile. */
    public void cutNext(Cut cut) {
        next.set(cut);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Line line = new Line(client, new Socket(server.getHost(), server.getPort()));
            start(line.cutAfter(line::requests));
            start(line.cutAfter(line::replies));
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private final class Line {
        private final Socket client;
        private final Socket behind;
        private volatile boolean swallowing;

        Line(Socket client, Socket behind) {
            this.client = client;
            this.behind = behind;
        }

        void requests() throws IOException {
            byte[] buffer = new byte[8192];
            InputStream from = client.getInputStream();
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                Cut cut = isCommit(buffer, read) ? next.getAndSet(null) : null;
                if (cut == Cut.BEFORE_THE_SERVER) {
                    break;
                }
                swallowing = swallowing || cut == Cut.BEFORE_THE_CLIENT;
                behind.getOutputStream().write(buffer, 0, read);
            }
        }

        private static boolean isCommit(byte[] sent, int length) {
            return new String(sent, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT");
        }

        void replies() throws IOException {
            byte[] buffer = new byte[8192];
            InputStream from = behind.getInputStream();
            for (int read = from.read(buffer); read >= 0 && !swallowing; read = from.read(buffer)) {
                client.getOutputStream().write(buffer, 0, read);
            }
        }

        /** However it ends, both sides hear of it. */
        Work cutAfter(Work work) {
            return () -> {
                try (client;
                        behind) {
                    work.run();
                }
            };
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The line was cut, or the proxy closed.
                    }
                },
                "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
