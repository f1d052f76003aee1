package io.audittrail.hibernate.model;

import jakarta.persistence.AttributeConverter;

/** A type of the application's own, stored as text. */
public record Money(String currency, long cents) {

    public static class ToText implements AttributeConverter<Money, String> {
        @Override
        public String convertToDatabaseColumn(Money money) {
            return money == null ? null : money.currency + " " + money.cents;
        }

        @Override
        public Money convertToEntityAttribute(String text) {
            if (text == null) {
                return null;
            }
            int space = text.indexOf(' ');
            return new Money(text.substring(0, space), Long.parseLong(text.substring(space + 1)));
        }
    }
}
