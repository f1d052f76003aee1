package io.audittrail.hibernate;

import io.audittrail.hibernate.UnitCoverage.Attribute;
import io.audittrail.hibernate.UnitCoverage.Policy;
import java.util.List;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each attribute of a type, audited or not.
 *
 * @param attributes with all their parts, and the identifier; also of an unaudited type what would become of them
 * @param label the attribute by which people know an entity
 */
record TypePolicies(
        String entity,
        EntityPersister persister,
        boolean audited,
        List<Attribute> attributes,
        @Nullable String label) {

    private static final Policy[] STRONGEST_FIRST = {Policy.MASKED, Policy.AUDITED, Policy.EXCLUDED};

    /** What becomes of an attribute of those: of a part that nobody decided about, the same as of the whole. */
    Policy policy(String path) {
        Policy strongest = null;
        for (Attribute attribute : attributes) {
            if (attribute.path().equals(path)) {
                strongest = strongest == null ? recorded(attribute) : stronger(strongest, recorded(attribute));
            }
        }
        int dot = path.lastIndexOf('.');
        return strongest != null ? strongest : dot < 0 ? Policy.AUDITED : policy(path.substring(0, dot));
    }

    /** What Hibernate never writes the database may: it is left out only where somebody said so. */
    private static Policy recorded(Attribute attribute) {
        return attribute.why().equals(AttributeChoice.NEVER_WRITTEN) ? Policy.AUDITED : attribute.policy();
    }

    /** Masked or excluded, where somebody said so of the attribute; null where nobody did. */
    @Nullable
    Policy secret(String path) {
        Policy secret = null;
        for (Attribute attribute : attributes) {
            if (attribute.path().equals(path)
                    && recorded(attribute) != Policy.AUDITED
                    && !attribute.why().equals(AttributeRules.UNSELECTED)) {
                secret = secret == null ? attribute.policy() : stronger(secret, attribute.policy());
            }
        }
        return secret;
    }

    /** Where several say something of one column: masked by one it is masked, recorded by one it is recorded. */
    static Policy stronger(Policy one, Policy other) {
        for (Policy policy : STRONGEST_FIRST) {
            if (one == policy || other == policy) {
                return policy;
            }
        }
        return one;
    }
}
