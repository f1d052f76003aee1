package io.audittrail.benchmarks.scale;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.hibernate.event.spi.PostCollectionUpdateEvent;
import org.hibernate.event.spi.PostCollectionUpdateEventListener;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;

/**
 * The least that a log written by the committing thread can cost: as many bytes as a record has, the same ones each time,
 * handed to the operating system amid the application's own work.
 */
final class BareWrite
        implements PostInsertEventListener,
                PostUpdateEventListener,
                PostDeleteEventListener,
                PostCollectionUpdateEventListener,
                AutoCloseable {

    private final transient RandomAccessFile file;
    private final byte[] insert;
    private final byte[] update;

    BareWrite(Path path, int insertBytes, int updateBytes) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
        insert = new byte[insertBytes];
        update = new byte[updateBytes];
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        write(insert);
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        write(update);
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        write(insert);
    }

    @Override
    public void onPostUpdateCollection(PostCollectionUpdateEvent event) {
        write(update);
    }

    private void write(byte[] bytes) {
        try {
            file.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
