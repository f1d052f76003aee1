package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameWordsTests {

    @ParameterizedTest
    @CsvSource({
        "cardPin, pin",
        "cardPIN, pin",
        "PINCode, pin",
        "card_pin, pin",
        "pin2, pin2",
        "pin2, pin",
        "password1, password",
        "iban2Hash, iban",
        "apiKey, api key",
        "APIKey, api key",
        "api_key, api key",
        "apikey, api key",
        "myApiKeys, api key",
        "userCredentials, credential",
        "creditCardNumber, card number",
        "passwordHash, password",
        "iban, iban"
    })
    void aWordIsFoundWhereverItStandsWhole(String name, String words) {
        assertThat(NameWords.of(name).contain(NameWords.of(words))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "shippingAddress, pin",
        "spin, pin",
        "pinned, pin",
        "company, pan",
        "apiUrlKey, api key",
        "keyApi, api key",
        "optional, otp",
        "title, ''"
    })
    void aPartOfAWordIsNotFound(String name, String words) {
        assertThat(NameWords.of(name).contain(NameWords.of(words))).isFalse();
    }
}
