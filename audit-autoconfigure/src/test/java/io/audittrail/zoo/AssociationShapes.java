package io.audittrail.zoo;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.NullUnmarked;

/** One entity that refers to another. */
@NullUnmarked
final class AssociationShapes {

    private AssociationShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("a reference", City.class, Citizen.class)
                        .then(
                                em -> {
                                    em.persist(new City(1));
                                    em.persist(new City(2));
                                    Citizen citizen = new Citizen();
                                    citizen.city = em.getReference(City.class, 1L);
                                    em.persist(citizen);
                                },
                                "CREATE City 1 {name: 'city 1'}",
                                "CREATE City 2 {name: 'city 2'}",
                                "CREATE Citizen 1 {city: 1}")
                        .then(
                                em -> em.find(Citizen.class, 1L).city = em.getReference(City.class, 2L),
                                "UPDATE Citizen 1 {city: [1, 2]}")
                        .then(em -> em.find(Citizen.class, 1L).city = null, "UPDATE Citizen 1 {city: [2, null]}")
                        .then(em -> em.remove(em.find(Citizen.class, 1L)), "DELETE Citizen 1 {city: null}"),
                Shape.of("a reference to itself", Node.class)
                        .then(
                                em -> {
                                    Node node = new Node();
                                    node.parent = node;
                                    em.persist(node);
                                },
                                "CREATE Node 1 {parent: 1}")
                        .then(em -> em.find(Node.class, 1L).parent = null, "UPDATE Node 1 {parent: [1, null]}")
                        .then(em -> em.remove(em.find(Node.class, 1L)), "DELETE Node 1 {parent: null}"),
                Shape.of("one to one, both sides", Country.class, Capital.class)
                        .then(
                                em -> {
                                    Country country = new Country();
                                    Capital capital = new Capital();
                                    capital.country = country;
                                    country.capital = capital;
                                    em.persist(country);
                                    em.persist(capital);
                                },
                                "CREATE Country 1 {name: null}",
                                "CREATE Capital 1 {country: 1}")
                        .then(
                                em -> {
                                    Capital capital = em.find(Capital.class, 1L);
                                    capital.country.name = "a";
                                    capital.country.capital = null;
                                    capital.country = null;
                                },
                                "UPDATE Country 1 {name: [null, 'a']}",
                                "UPDATE Capital 1 {country: [1, null]}")
                        .then(em -> em.remove(em.find(Capital.class, 1L)), "DELETE Capital 1 {country: null}"),
                Shape.of("a reference by another column", Station.class, Train.class)
                        .then(
                                em -> {
                                    Station station = new Station();
                                    em.persist(station);
                                    Train train = new Train();
                                    train.at = station;
                                    em.persist(train);
                                },
                                "CREATE Station 1 {code: 'VIE'}",
                                "CREATE Train 1 {at: 1}")
                        .then(em -> em.find(Train.class, 1L).at = null, "UPDATE Train 1 {at: [1, null]}")
                        .then(em -> em.remove(em.find(Train.class, 1L)), "DELETE Train 1 {at: null}"),
                Shape.of("a reference in a table of its own", Leader.class, Band.class)
                        .then(
                                em -> {
                                    Leader leader = new Leader();
                                    em.persist(leader);
                                    Band band = new Band();
                                    band.leader = leader;
                                    em.persist(band);
                                },
                                "CREATE Leader 1 {name: null}",
                                "CREATE Band 1 {leader: 1}")
                        .then(em -> em.find(Band.class, 1L).leader = null, "UPDATE Band 1 {leader: [1, null]}")
                        .then(em -> em.remove(em.find(Band.class, 1L)), "DELETE Band 1 {leader: null}"),
                Shape.of("a reference to anything", Photo.class, Film.class, Favorite.class)
                        .then(
                                em -> {
                                    Photo photo = new Photo();
                                    em.persist(photo);
                                    em.persist(new Film());
                                    Favorite favorite = new Favorite();
                                    favorite.thing = photo;
                                    em.persist(favorite);
                                },
                                "CREATE Photo 1 {title: null}",
                                "CREATE Film 2 {title: null}",
                                "CREATE Favorite 1 {thing: {entity: 'Photo', id: 1}}")
                        .then(
                                em -> em.find(Favorite.class, 1L).thing = em.find(Film.class, 2L),
                                "UPDATE Favorite 1 {thing: [{entity: 'Photo', id: 1}, {entity: 'Film', id: 2}]}")
                        .then(
                                em -> em.remove(em.find(Favorite.class, 1L)),
                                "DELETE Favorite 1 {thing: {entity: 'Film', id: 2}}"),
                Shape.of("children that the database deletes", Nest.class, Egg.class)
                        .then(
                                em -> {
                                    Nest nest = new Nest();
                                    em.persist(nest);
                                    Egg egg = new Egg();
                                    egg.nest = nest;
                                    em.persist(egg);
                                },
                                "CREATE Nest 1 {name: null}",
                                "CREATE Egg 1 {nest: 1}")
                        .then(em -> em.find(Nest.class, 1L).name = "a", "UPDATE Nest 1 {name: [null, 'a']}")
                        // Hibernate hears nothing of the egg.
                        .then(em -> em.remove(em.find(Nest.class, 1L)), "DELETE Nest 1 {name: 'a'}"),
                Shape.of("children of their parent", Folder.class, Page.class)
                        .then(
                                em -> {
                                    Folder folder = new Folder();
                                    folder.add(new Page(1));
                                    folder.add(new Page(2));
                                    em.persist(folder);
                                },
                                "CREATE Folder 1 {name: null}",
                                "CREATE Page 1 {folder: 1, text: null}",
                                "CREATE Page 2 {folder: 1, text: null}")
                        .then(em -> em.find(Folder.class, 1L).pages.remove(0), "DELETE Page 1 {folder: 1, text: null}")
                        .then(
                                em -> em.find(Folder.class, 1L).pages.get(0).text = "a",
                                "UPDATE Page 2 {text: [null, 'a']}")
                        .then(
                                em -> em.remove(em.find(Folder.class, 1L)),
                                "DELETE Page 2 {folder: 1, text: 'a'}",
                                "DELETE Folder 1 {name: null}"),
                Shape.of("removed without having been loaded", Unseen.class)
                        .then(em -> em.persist(new Unseen()), "CREATE Unseen 1 {text: 'a'}")
                        .then(em -> em.getReference(Unseen.class, 1L).text(), "UPDATE Unseen 1 {text: ['a', 'aa']}")
                        .then(em -> em.remove(em.getReference(Unseen.class, 1L)), "DELETE Unseen 1 {text: 'aa'}")
                        .butLoads("executeQuery select"),
                Shape.of("merged", Merged.class, MergedPart.class)
                        .then(
                                em -> em.merge(merged("a")),
                                "CREATE MergedPart 1 {text: 'a'}",
                                "CREATE Merged 1 {text: 'a', part: 1}")
                        .then(
                                em -> em.merge(merged("b")),
                                "UPDATE MergedPart 1 {text: ['a', 'b']}",
                                "UPDATE Merged 1 {text: ['a', 'b']}")
                        .then(em -> em.merge(merged("b")))
                        .then(
                                em -> em.remove(em.find(Merged.class, 1L)),
                                "DELETE Merged 1 {text: 'b', part: 1}",
                                "DELETE MergedPart 1 {text: 'b'}"),
                Shape.of("changed and changed back", Fickle.class)
                        .then(em -> em.persist(new Fickle()), "CREATE Fickle 1 {text: 'a'}")
                        .then(em -> changeAndBack(em))
                        .then(em -> {
                            Fickle fickle = new Fickle();
                            fickle.id = 2L;
                            em.persist(fickle);
                            em.flush();
                            em.remove(fickle);
                        })
                        .then(em -> em.remove(em.find(Fickle.class, 1L)), "DELETE Fickle 1 {text: 'a'}"));
    }

    private static void changeAndBack(EntityManager em) {
        Fickle fickle = em.find(Fickle.class, 1L);
        fickle.text = "b";
        em.flush();
        fickle.text = "a";
    }

    private static Merged merged(String text) {
        Merged merged = new Merged();
        merged.text = text;
        merged.part.text = text;
        return merged;
    }

    @Entity(name = "City")
    static class City {
        @Id
        Long id;

        String name;

        City() {}

        City(long id) {
            this.id = id;
            this.name = "city " + id;
        }
    }

    @Entity(name = "Citizen")
    static class Citizen {
        @Id
        Long id = 1L;

        @ManyToOne(fetch = FetchType.LAZY)
        City city;
    }

    @Entity(name = "Node")
    static class Node {
        @Id
        Long id = 1L;

        @ManyToOne
        Node parent;
    }

    @Entity(name = "Country")
    static class Country {
        @Id
        Long id = 1L;

        String name;

        @OneToOne(mappedBy = "country")
        Capital capital;
    }

    @Entity(name = "Capital")
    static class Capital {
        @Id
        Long id = 1L;

        @OneToOne
        Country country;
    }

    @Entity(name = "Station")
    static class Station {
        @Id
        Long id = 1L;

        @Column(unique = true)
        String code = "VIE";
    }

    @Entity(name = "Train")
    static class Train {
        @Id
        Long id = 1L;

        @ManyToOne
        @JoinColumn(name = "station_code", referencedColumnName = "code")
        Station at;
    }

    @Entity(name = "Leader")
    static class Leader {
        @Id
        Long id = 1L;

        String name;
    }

    @Entity(name = "Band")
    static class Band {
        @Id
        Long id = 1L;

        @ManyToOne
        @JoinTable(name = "band_leader")
        Leader leader;
    }

    interface Thing {}

    @Entity(name = "Photo")
    static class Photo implements Thing {
        @Id
        Long id = 1L;

        String title;
    }

    @Entity(name = "Film")
    static class Film implements Thing {
        @Id
        Long id = 2L;

        String title;
    }

    @Entity(name = "Favorite")
    static class Favorite {
        @Id
        Long id = 1L;

        @Any
        @AnyKeyJavaClass(Long.class)
        @AnyDiscriminatorValue(discriminator = "p", entity = Photo.class)
        @AnyDiscriminatorValue(discriminator = "f", entity = Film.class)
        @JoinColumn(name = "thing_id")
        @Column(name = "thing_type")
        Thing thing;
    }

    @Entity(name = "Nest")
    static class Nest {
        @Id
        Long id = 1L;

        String name;
    }

    @Entity(name = "Egg")
    static class Egg {
        @Id
        Long id = 1L;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDelete(action = OnDeleteAction.CASCADE)
        Nest nest;
    }

    @Entity(name = "Folder")
    static class Folder {
        @Id
        Long id = 1L;

        String name;

        @OneToMany(mappedBy = "folder", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Page> pages = new ArrayList<>();

        void add(Page page) {
            pages.add(page);
            page.folder = this;
        }
    }

    @Entity(name = "Page")
    static class Page {
        @Id
        Long id;

        String text;

        @ManyToOne(fetch = FetchType.LAZY)
        Folder folder;

        Page() {}

        Page(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Unseen")
    static class Unseen {
        @Id
        Long id = 1L;

        String text = "a";

        void text() {
            text += "a";
        }
    }

    @Entity(name = "Merged")
    static class Merged {
        @Id
        Long id = 1L;

        String text;

        @ManyToOne(cascade = CascadeType.ALL)
        MergedPart part = new MergedPart();
    }

    @Entity(name = "MergedPart")
    static class MergedPart {
        @Id
        Long id = 1L;

        String text;
    }

    @Entity(name = "Fickle")
    static class Fickle {
        @Id
        Long id = 1L;

        String text = "a";
    }
}
