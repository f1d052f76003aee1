package io.audittrail.zoo;

import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Types above and below others. */
@NullUnmarked
final class InheritanceShapes {

    private InheritanceShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("one table for all", Animal.class, Dog.class, Cat.class)
                        .then(em -> em.persist(new Dog()), "CREATE Dog 1 {name: 'a', barks: true}")
                        .then(em -> em.persist(new Cat()), "CREATE Cat 2 {name: 'a', lives: 7}")
                        .then(em -> em.find(Animal.class, 2L).name = "b", "UPDATE Cat 2 {name: ['a', 'b']}")
                        .then(
                                em -> em.createQuery("from Animal", Animal.class)
                                        .getResultList()
                                        .forEach(em::remove),
                                "DELETE Dog 1 {name: 'a', barks: true}",
                                "DELETE Cat 2 {name: 'b', lives: 7}"),
                Shape.of("a table for each class, joined", Plant.class, Tree.class, Oak.class)
                        .then(em -> em.persist(new Oak()), "CREATE Oak 1 {name: 'a', height: 3, acorns: 9}")
                        .then(em -> em.find(Oak.class, 1L).acorns = 8, "UPDATE Oak 1 {acorns: [9, 8]}")
                        .then(
                                em -> {
                                    Tree tree = em.find(Tree.class, 1L);
                                    tree.name = "b";
                                    tree.height = 4;
                                },
                                "UPDATE Oak 1 {name: ['a', 'b'], height: [3, 4]}")
                        .then(
                                em -> em.remove(em.find(Plant.class, 1L)),
                                "DELETE Oak 1 {name: 'b', height: 4, acorns: 8}"),
                Shape.of("joined, with a discriminator", Account.class, Savings.class)
                        .then(em -> em.persist(new Savings()), "CREATE Savings 1 {name: 'a', rate: 2}")
                        .then(em -> em.find(Account.class, 1L).name = "b", "UPDATE Savings 1 {name: ['a', 'b']}")
                        .then(em -> em.remove(em.find(Account.class, 1L)), "DELETE Savings 1 {name: 'b', rate: 2}"),
                Shape.of("a whole table for each class", Payment.class, Card.class, Cash.class)
                        .then(em -> em.persist(new Card()), "CREATE Card 1 {amount: 5, holder: 'x'}")
                        .then(em -> em.persist(new Cash()), "CREATE Cash 2 {amount: 5, coins: true}")
                        .then(em -> em.find(Payment.class, 2L).amount = 6, "UPDATE Cash 2 {amount: [5, 6]}")
                        .then(em -> em.remove(em.find(Payment.class, 1L)), "DELETE Card 1 {amount: 5, holder: 'x'}"),
                Shape.of("a mapped superclass", Noted.class)
                        .then(em -> em.persist(new Noted()), "CREATE Noted 1 {note: 'n', text: null}")
                        .then(
                                em -> {
                                    Noted noted = em.find(Noted.class, 1L);
                                    noted.note = "m";
                                    noted.text = "t";
                                },
                                "UPDATE Noted 1 {note: ['n', 'm'], text: [null, 't']}")
                        .then(em -> em.remove(em.find(Noted.class, 1L)), "DELETE Noted 1 {note: 'm', text: 't'}"),
                Shape.of("a generic superclass", TextBox.class, NumberBox.class)
                        .then(
                                em -> {
                                    em.persist(new TextBox());
                                    em.persist(new NumberBox());
                                },
                                "CREATE TextBox 't' {content: 'in'}",
                                "CREATE NumberBox 1 {content: 5}")
                        .then(em -> em.find(NumberBox.class, 1L).content = 6, "UPDATE NumberBox 1 {content: [5, 6]}")
                        .then(em -> em.remove(em.find(TextBox.class, "t")), "DELETE TextBox 't' {content: 'in'}"),
                Shape.of("a superclass between entities", Base.class, Top.class)
                        .then(em -> em.persist(new Top()), "CREATE Top 1 {low: 1, middle: 2, high: 3}")
                        .then(em -> em.find(Base.class, 1L).low = 4, "UPDATE Top 1 {low: [1, 4]}")
                        .then(em -> em.remove(em.find(Base.class, 1L)), "DELETE Top 1 {low: 4, middle: 2, high: 3}"));
    }

    @Entity(name = "Animal")
    @DiscriminatorColumn(name = "species")
    abstract static class Animal {
        @Id
        Long id;

        String name = "a";
    }

    @Entity(name = "Dog")
    static class Dog extends Animal {
        boolean barks = true;

        Dog() {
            id = 1L;
        }
    }

    @Entity(name = "Cat")
    @DiscriminatorValue("c")
    static class Cat extends Animal {
        int lives = 7;

        Cat() {
            id = 2L;
        }
    }

    @Entity(name = "Plant")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Plant {
        @Id
        Long id = 1L;

        String name = "a";
    }

    @Entity(name = "Tree")
    static class Tree extends Plant {
        int height = 3;
    }

    @Entity(name = "Oak")
    static class Oak extends Tree {
        int acorns = 9;
    }

    @Entity(name = "Account")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "kind")
    static class Account {
        @Id
        Long id = 1L;

        String name = "a";
    }

    @Entity(name = "Savings")
    static class Savings extends Account {
        int rate = 2;
    }

    @Entity(name = "Payment")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Payment {
        @Id
        Long id;

        int amount = 5;
    }

    @Entity(name = "Card")
    static class Card extends Payment {
        String holder = "x";

        Card() {
            id = 1L;
        }
    }

    @Entity(name = "Cash")
    static class Cash extends Payment {
        boolean coins = true;

        Cash() {
            id = 2L;
        }
    }

    @MappedSuperclass
    static class WithNote {
        @Id
        Long id = 1L;

        String note = "n";
    }

    @Entity(name = "Noted")
    static class Noted extends WithNote {
        String text;
    }

    @MappedSuperclass
    static class Box<I, C> {
        @Id
        I id;

        C content;
    }

    @Entity(name = "TextBox")
    static class TextBox extends Box<String, String> {
        TextBox() {
            id = "t";
            content = "in";
        }
    }

    @Entity(name = "NumberBox")
    static class NumberBox extends Box<Long, Integer> {
        NumberBox() {
            id = 1L;
            content = 5;
        }
    }

    @Entity(name = "Base")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Base {
        @Id
        Long id = 1L;

        int low = 1;
    }

    @MappedSuperclass
    static class Between extends Base {
        int middle = 2;
    }

    @Entity(name = "Top")
    static class Top extends Between {
        int high = 3;
    }
}
