package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HqlTextTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "update P set a = 'x', b = :b where c = ?1|update P set a = ?, b = :b where c = ?1",
                "update P set a = 'it''s x' where b = 'y'|update P set a = ? where b = ?",
                "update P set a = \"x'y\" where b2 = 5|update P set a = ? where b2 = ?",
                "delete from P where a in (1, -2.5, .5, 1e-9, 0xFF, 12L)|delete from P where a in (?, -?, ?, ?, ?, ?)",
                "delete from P p1_0 where p1_0.c3 = 3|delete from P p1_0 where p1_0.c3 = ?",
                "delete from P where d = {ts '2026-01-01 10:00:00'}|delete from P where d = {ts ?}",
                "delete from P where a = J'x\\n'|delete from P where a = ?",
                "delete from P where a = j'x\\'secret' and b = 1|delete from P where a = ? and b = ?",
                "delete from P where a = \"x\\\"secret\" and b = 1|delete from P where a = ? and b = ?",
                "delete from P where a = 'x\\' and b = 'y'|delete from P where a = ? and b = ?",
                "delete from P where a = \"x\\|delete from P where a = ?",
                "delete /* secret 7 */ from P where `a b 7` = 7|delete from P where `a b 7` = ?",
                "update P set a = j\"x\" secret\" where b = 1|update P set a = ? where b = ?",
                "delete from P where a = 'not ended|delete from P where a = ?",
                "update P set s = io.acme.Stage.ACTIVE|update P set s = io.acme.Stage.ACTIVE"
            })
    void literalsBecomeQuestionMarks(String hql, String text) {
        assertThat(HqlText.withoutLiterals(hql)).isEqualTo(text);
    }
}
