package io.audittrail.verify;

/** What tells somebody who has nothing but the file of evidence how to check it. */
final class EvidenceReadme {

    static final String TEXT = """
            EVIDENCE FROM AN AUDIT LOG

            Check this file before you rely on it. That takes a JDK (17 or later) and audit-autoconfigure.jar, which you
            should have from its makers, not from those who gave you this file:

              java -cp audit-autoconfigure.jar io.audittrail.verify.Main verify FILE.zip --public-key KEY.pem

            FILE.zip is the file as you got it, not unpacked. KEY.pem is the public key of those who signed the
            checkpoints, which you should have from them. Without it leave --public-key away: the digest of the key in the
            file is printed then, for you to compare. The command ends with status 0 when all is whole, 1 when something
            is damaged, and prints where; 2 when it could not be checked.

            *.jsonl, *.jsonl.gz  files of the log, one record a line, whole as they were; gzip reads the latter
            checkpoints.jsonl    how far the log was at some times, signed if there was a key
            public-key.pem       the key that the signatures were checked with
            policies.jsonl       lines of the log that say what was recorded: those that were in force at the
                                 beginning, and those since
            gaps.jsonl           times in which the log is not what it should be, as it tells itself
            report.json          what was found when all of the log was checked, and in the files that are here
            manifest.json        the time that was asked for, and name, size and SHA-256 of each file

            It cannot be seen from this file that older and newer lines are as they should be which were left out, nor
            that the key belongs to whom it should.
            """;

    private EvidenceReadme() {}
}
