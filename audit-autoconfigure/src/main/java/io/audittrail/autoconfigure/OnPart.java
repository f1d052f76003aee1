package io.audittrail.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** On when a place for records is in use, or is not; beside {@link ConditionalOnSetting}, of which there can be one. */
abstract class OnPart extends SpringBootCondition {

    private final String setting;
    private final boolean byDefault;
    private final boolean wanted;

    private OnPart(String setting, boolean byDefault, boolean wanted) {
        this.setting = setting;
        this.byDefault = byDefault;
        this.wanted = wanted;
    }

    @Override
    public final ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean on = OnSettingCondition.isOn(context.getEnvironment(), setting, byDefault);
        return new ConditionOutcome(
                on == wanted, ConditionMessage.forCondition("Part").because(setting + " is " + on));
    }

    /** Files. */
    static final class Ledger extends OnPart {
        Ledger() {
            super("audit.ledger.enabled", true, true);
        }
    }

    /** No files. */
    static final class NoLedger extends OnPart {
        NoLedger() {
            super("audit.ledger.enabled", true, false);
        }
    }

    /** Tables of the audited databases. */
    static final class Tables extends OnPart {
        Tables() {
            super("audit.tables.enabled", false, true);
        }
    }

    /** No triggers. */
    static final class NoTriggers extends OnPart {
        NoTriggers() {
            super("audit.postgres.triggers.enabled", false, false);
        }
    }

    /** Triggers of PostgreSQL. */
    static final class Triggers extends OnPart {
        Triggers() {
            super("audit.postgres.triggers.enabled", false, true);
        }
    }
}
