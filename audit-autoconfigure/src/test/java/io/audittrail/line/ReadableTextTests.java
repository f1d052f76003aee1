package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.EntityRef;
import io.audittrail.Hidden;
import io.audittrail.Operation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadableTextTests {

    @Test
    void aRecordReadsAsASentence() {
        assertThat(ReadableText.of(Records.update(1234, new Change("title", "Old", "New"))))
                .isEqualTo("actor=bob action=UPDATE entity=Project id=1234 title='Old'→'New'");
    }

    @Test
    void everythingKnownIsShown() {
        ChangeRecord record = new ChangeRecord(
                Operation.CREATE,
                new EntityRef("Project", "k-1"),
                "NCAR0001",
                Actor.job("import").via("admin"),
                "ticket 123",
                List.of(
                        new Change("amount", null, new BigDecimal("1.50")),
                        new Change("secret", Hidden.MASKED, Hidden.MASKED),
                        new Change("address", null, Map.of("city", "Bo'ulder"))));

        assertThat(ReadableText.of(record))
                .isEqualTo("actor=import actorKind=job via=admin action=CREATE entity=Project id=k-1 label=NCAR0001"
                        + " reason='ticket 123' amount=null→1.50 secret='[masked]'→'[masked]'"
                        + " address=null→{\"city\":\"Bo\\'ulder\"}");
    }

    @Test
    void nothingInAValueOrNameCanPoseAsMore() {
        ChangeRecord record = new ChangeRecord(
                Operation.UPDATE,
                new EntityRef("Pro ject", "1 title='a'"),
                "",
                Actor.user("bob action=DELETE\n\u202E\u001B"),
                null,
                List.of(new Change("a=b", "it's\\", "x' actor='root")));

        assertThat(ReadableText.of(record))
                .isEqualTo("actor='bob action=DELETE\\u000a\\u202e\\u001b' action=UPDATE entity='Pro ject'"
                        + " id='1 title=\\'a\\'' label='' 'a=b'='it\\'s\\\\'→'x\\' actor=\\'root'");
    }
}
