package io.audittrail.zoo;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.jspecify.annotations.NullUnmarked;

/** What names an entity, and what counts its versions. */
@NullUnmarked
final class IdShapes {

    private IdShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("a text as id", Named.class)
                        .then(em -> em.persist(new Named()), "CREATE Named 'n/1' {text: null}")
                        .then(em -> em.find(Named.class, "n/1").text = "a", "UPDATE Named 'n/1' {text: [null, 'a']}")
                        .then(em -> em.remove(em.find(Named.class, "n/1")), "DELETE Named 'n/1' {text: 'a'}"),
                Shape.of("an id of the database", ByIdentity.class)
                        .then(
                                em -> {
                                    ByIdentity one = new ByIdentity();
                                    em.persist(one);
                                    one.text = "late";
                                },
                                "CREATE ByIdentity 1 {text: 'late'}")
                        .then(
                                em -> em.find(ByIdentity.class, 1L).text = "a",
                                "UPDATE ByIdentity 1 {text: ['late', 'a']}")
                        .then(em -> em.remove(em.find(ByIdentity.class, 1L)), "DELETE ByIdentity 1 {text: 'a'}"),
                Shape.of("an id of a sequence", BySequence.class)
                        .then(em -> em.persist(new BySequence()), "CREATE BySequence 1 {text: null}")
                        .then(em -> em.find(BySequence.class, 1).text = "a", "UPDATE BySequence 1 {text: [null, 'a']}")
                        .then(em -> em.remove(em.find(BySequence.class, 1)), "DELETE BySequence 1 {text: 'a'}"),
                Shape.of("an id of a table", ByTable.class)
                        .then(em -> em.persist(new ByTable()), "CREATE ByTable 1 {text: null}")
                        .then(em -> em.find(ByTable.class, 1L).text = "a", "UPDATE ByTable 1 {text: [null, 'a']}")
                        .then(em -> em.remove(em.find(ByTable.class, 1L)), "DELETE ByTable 1 {text: 'a'}"),
                Shape.of("a random id", ByUuid.class)
                        .then(em -> em.persist(new ByUuid()), "CREATE ByUuid '?' {text: null}")
                        .then(em -> byUuid(em).text = "a", "UPDATE ByUuid '?' {text: [null, 'a']}")
                        .then(em -> em.remove(byUuid(em)), "DELETE ByUuid '?' {text: 'a'}"),
                Shape.of("an embedded id", Seat.class)
                        .then(em -> em.persist(new Seat()), "CREATE Seat {place:1,rank:'A'} {text: null}")
                        .then(
                                em -> em.find(Seat.class, new SeatId("A", 1)).text = "a",
                                "UPDATE Seat {place:1,rank:'A'} {text: [null, 'a']}")
                        .then(
                                em -> em.remove(em.find(Seat.class, new SeatId("A", 1))),
                                "DELETE Seat {place:1,rank:'A'} {text: 'a'}"),
                Shape.of("an id class", Square.class)
                        .then(em -> em.persist(new Square()), "CREATE Square {file:'E',line:4} {text: null}")
                        .then(
                                em -> em.find(Square.class, new SquareId(File.E, 4)).text = "a",
                                "UPDATE Square {file:'E',line:4} {text: [null, 'a']}")
                        .then(
                                em -> em.remove(em.find(Square.class, new SquareId(File.E, 4))),
                                "DELETE Square {file:'E',line:4} {text: 'a'}"),
                Shape.of("an id that is another's", Ship.class, Captain.class)
                        .then(
                                em -> {
                                    Ship ship = new Ship();
                                    em.persist(ship);
                                    Captain captain = new Captain();
                                    captain.ship = ship;
                                    em.persist(captain);
                                },
                                "CREATE Ship 1 {text: null}",
                                "CREATE Captain 1 {name: null}")
                        .then(em -> em.find(Captain.class, 1L).name = "a", "UPDATE Captain 1 {name: [null, 'a']}")
                        .then(
                                em -> {
                                    em.remove(em.find(Captain.class, 1L));
                                    em.remove(em.find(Ship.class, 1L));
                                },
                                "DELETE Captain 1 {name: 'a'}",
                                "DELETE Ship 1 {text: null}"),
                Shape.of("an association within the id", Tower.class, Floor.class)
                        .then(
                                em -> {
                                    Tower tower = new Tower();
                                    em.persist(tower);
                                    Floor floor = new Floor();
                                    floor.tower = tower;
                                    floor.level = 3;
                                    em.persist(floor);
                                },
                                "CREATE Tower 1 {text: null}",
                                "CREATE Floor {level:3,tower:1} {text: null}")
                        .then(
                                em -> em.find(Floor.class, new FloorId(1L, 3)).text = "a",
                                "UPDATE Floor {level:3,tower:1} {text: [null, 'a']}")
                        .then(
                                em -> em.remove(em.find(Floor.class, new FloorId(1L, 3))),
                                "DELETE Floor {level:3,tower:1} {text: 'a'}"),
                Shape.of("a derived part of an embedded id", Album.class, Track.class)
                        .then(
                                em -> {
                                    Album album = new Album();
                                    em.persist(album);
                                    Track track = new Track();
                                    track.album = album;
                                    track.id = new TrackId();
                                    track.id.number = 2;
                                    em.persist(track);
                                },
                                "CREATE Album 1 {text: null}",
                                "CREATE Track {albumId:1,number:2} {text: null}")
                        .then(
                                em -> em.createQuery("from Track", Track.class).getSingleResult().text = "a",
                                "UPDATE Track {albumId:1,number:2} {text: [null, 'a']}")
                        .then(
                                em -> em.remove(em.createQuery("from Track", Track.class)
                                        .getSingleResult()),
                                "DELETE Track {albumId:1,number:2} {text: 'a'}"),
                Shape.of("a natural id", Book.class)
                        .then(em -> em.persist(new Book()), "CREATE Book 1 {isbn: '123', edition: 1, text: null}")
                        .then(em -> em.find(Book.class, 1L).edition = 2, "UPDATE Book 1 {edition: [1, 2]}")
                        .then(
                                em -> em.remove(em.find(Book.class, 1L)),
                                "DELETE Book 1 {isbn: '123', edition: 2, text: null}"),
                Shape.of("a version", Versioned.class)
                        .then(em -> em.persist(new Versioned()), "CREATE Versioned 1 {text: null}")
                        .then(em -> em.find(Versioned.class, 1L).text = "a", "UPDATE Versioned 1 {text: [null, 'a']}")
                        .then(em -> em.find(
                                Versioned.class, 1L, jakarta.persistence.LockModeType.PESSIMISTIC_FORCE_INCREMENT))
                        .then(em -> em.remove(em.find(Versioned.class, 1L)), "DELETE Versioned 1 {text: 'a'}"),
                Shape.of("a time as version", TimeVersioned.class)
                        .then(em -> em.persist(new TimeVersioned()), "CREATE TimeVersioned 1 {text: null}")
                        .then(
                                em -> em.find(TimeVersioned.class, 1L).text = "a",
                                "UPDATE TimeVersioned 1 {text: [null, 'a']}")
                        .then(em -> em.remove(em.find(TimeVersioned.class, 1L)), "DELETE TimeVersioned 1 {text: 'a'}"),
                Shape.of("all columns as version", Unversioned.class)
                        .then(em -> em.persist(new Unversioned()), "CREATE Unversioned 1 {text: null, other: 'x'}")
                        .then(
                                em -> em.find(Unversioned.class, 1L).text = "a",
                                "UPDATE Unversioned 1 {text: [null, 'a']}")
                        .then(
                                em -> em.remove(em.find(Unversioned.class, 1L)),
                                "DELETE Unversioned 1 {text: 'a', other: 'x'}"));
    }

    private static ByUuid byUuid(jakarta.persistence.EntityManager em) {
        return em.createQuery("from ByUuid", ByUuid.class).getSingleResult();
    }

    @Entity(name = "Named")
    static class Named {
        @Id
        String id = "n/1";

        String text;
    }

    @Entity(name = "ByIdentity")
    static class ByIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String text;
    }

    @Entity(name = "BySequence")
    static class BySequence {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        int id;

        String text;
    }

    @Entity(name = "ByTable")
    static class ByTable {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;

        String text;
    }

    @Entity(name = "ByUuid")
    static class ByUuid {
        @Id
        @GeneratedValue
        UUID id;

        String text;
    }

    @Embeddable
    record SeatId(String rank, int place) implements Serializable {}

    @Entity(name = "Seat")
    static class Seat {
        @EmbeddedId
        SeatId id = new SeatId("A", 1);

        String text;
    }

    enum File {
        D,
        E
    }

    static class SquareId implements Serializable {
        File file;
        int line;

        SquareId() {}

        SquareId(File file, int line) {
            this.file = file;
            this.line = line;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SquareId id && id.file == file && id.line == line;
        }

        @Override
        public int hashCode() {
            return line;
        }
    }

    @Entity(name = "Square")
    @IdClass(SquareId.class)
    static class Square {
        @Id
        @Enumerated(EnumType.STRING)
        File file = File.E;

        @Id
        int line = 4;

        String text;
    }

    @Entity(name = "Ship")
    static class Ship {
        @Id
        Long id = 1L;

        String text;
    }

    @Entity(name = "Captain")
    static class Captain {
        @Id
        Long id;

        @MapsId
        @OneToOne
        Ship ship;

        String name;
    }

    @Entity(name = "Tower")
    static class Tower {
        @Id
        Long id = 1L;

        String text;
    }

    static class FloorId implements Serializable {
        Long tower;
        int level;

        FloorId() {}

        FloorId(Long tower, int level) {
            this.tower = tower;
            this.level = level;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof FloorId id && id.tower.equals(tower) && id.level == level;
        }

        @Override
        public int hashCode() {
            return level;
        }
    }

    @Entity(name = "Floor")
    @IdClass(FloorId.class)
    static class Floor {
        @Id
        @ManyToOne
        Tower tower;

        @Id
        int level;

        String text;
    }

    @Entity(name = "Album")
    static class Album {
        @Id
        Long id = 1L;

        String text;
    }

    @Embeddable
    static class TrackId implements Serializable {
        Long albumId;
        int number;

        @Override
        public boolean equals(Object other) {
            return other instanceof TrackId id && id.albumId.equals(albumId) && id.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    @Entity(name = "Track")
    static class Track {
        @EmbeddedId
        TrackId id;

        @MapsId("albumId")
        @ManyToOne
        Album album;

        String text;
    }

    @Entity(name = "Book")
    static class Book {
        @Id
        Long id = 1L;

        @NaturalId
        String isbn = "123";

        @NaturalId(mutable = true)
        int edition = 1;

        String text;
    }

    @Entity(name = "Versioned")
    static class Versioned {
        @Id
        Long id = 1L;

        @Version
        int version;

        String text;
    }

    @Entity(name = "TimeVersioned")
    static class TimeVersioned {
        @Id
        Long id = 1L;

        @Version
        Instant version;

        String text;
    }

    @Entity(name = "Unversioned")
    @OptimisticLocking(type = OptimisticLockType.ALL)
    @DynamicUpdate
    static class Unversioned {
        @Id
        Long id = 1L;

        String text;
        String other = "x";
    }
}
