package io.audittrail.verify;

import io.audittrail.segment.SegmentName;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a file of evidence, from outside to inside: its digest, its frame, the digests of what it holds, the chain in its
 * segments, and what else it tells of them. Each step may trust what the one before has looked at; nothing is unpacked.
 */
final class EvidenceCheck {

    private static final int MOST_MANIFEST = 16 * 1024 * 1024;
    private static final Set<String> REQUIRED = Set.of(
            EvidenceContent.README,
            EvidenceContent.POLICIES,
            EvidenceContent.GAPS,
            EvidenceContent.REPORT,
            EvidenceContent.MANIFEST);
    private static final Set<String> OPTIONAL = Set.of(EvidenceContent.CHECKPOINTS, EvidenceContent.KEY);

    private final Path file;
    private final String name;
    private final @Nullable PublicKey expected;
    private final Damages damages = new Damages();
    private @Nullable Manifest manifest;
    private @Nullable PublicKey key;
    private @Nullable Map<String, @Nullable Object> report;
    private List<StreamVerification> streams = List.of();
    private long olderPolicies;

    private EvidenceCheck(Path file, @Nullable PublicKey expected) {
        this.file = file;
        this.name = String.valueOf(file.getFileName());
        this.expected = expected;
    }

    /**
     * @param found every bad place
     * @param manifest what it says that it is; null when that cannot be read
     * @param key the key in it; null when there is none
     * @param report what it tells of the log that it was taken from; null when that cannot be read
     * @param olderPolicies lines of the policies that are of older segments
     */
    record Result(
            Verification found,
            @Nullable Manifest manifest,
            @Nullable PublicKey key,
            @Nullable Map<String, @Nullable Object> report,
            long olderPolicies) {}

    /** @param expected the key that the checkpoints must have been signed with; null when nobody knows */
    static Result of(Path file, @Nullable PublicKey expected) throws IOException {
        EvidenceCheck check = new EvidenceCheck(file, expected);
        check.all();
        return new Result(
                new Verification(check.streams, check.damages.first(), check.damages.count()),
                check.manifest,
                check.key,
                check.report,
                check.olderPolicies);
    }

    private void all() throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (!ZipLayout.fitsItsDigest(channel)) {
                add(name, Damage.Kind.WRONG_DIGEST, "expected the SHA-256 at its end, found other bytes before it");
            }
            ZipLayout layout = ZipLayout.read(channel);
            Manifest said = manifest(layout);
            if (said != null && areNamed(layout, said)) {
                manifest = said;
                content(layout, said);
            }
        } catch (ZipLayout.MalformedException e) {
            add(name, Damage.Kind.MALFORMED_EVIDENCE, e.getMessage());
        }
    }

    private @Nullable Manifest manifest(ZipLayout layout) throws IOException {
        PackedFile packed = layout.files().get(EvidenceContent.MANIFEST);
        Manifest said = packed == null || !isSound(layout, packed, null) ? null : Manifest.parse(bytes(layout, packed));
        if (said == null) {
            add(EvidenceContent.MANIFEST, Damage.Kind.MALFORMED_EVIDENCE, "expected a manifest as export writes it");
        }
        return said;
    }

    /** Whether the files are those of the manifest, each packed once, and nothing else. */
    private boolean areNamed(ZipLayout layout, Manifest said) {
        List<String> expectedNames = new ArrayList<>(
                said.files().stream().map(Manifest.Content::name).toList());
        expectedNames.add(EvidenceContent.MANIFEST);
        List<String> found = List.copyOf(layout.files().keySet());
        if (!found.equals(expectedNames)) {
            add(EvidenceContent.MANIFEST, Damage.Kind.MALFORMED_EVIDENCE, "it names other files than there are");
            return false;
        }
        Set<String> missing = new HashSet<>(REQUIRED);
        for (PackedFile packed : layout.files().values()) {
            boolean isSegment = SegmentName.parse(packed.name()) != null;
            if (!isSegment && !missing.remove(packed.name()) && !OPTIONAL.contains(packed.name())) {
                add(packed.name(), Damage.Kind.MALFORMED_EVIDENCE, "no file that export writes");
                return false;
            }
            if (packed.deflated() == SegmentName.isCompressed(packed.name())) {
                add(packed.name(), Damage.Kind.MALFORMED_EVIDENCE, "packed otherwise than export does");
                return false;
            }
        }
        missing.forEach(each -> add(each, Damage.Kind.MALFORMED_EVIDENCE, "the file is missing"));
        return missing.isEmpty();
    }

    private void content(ZipLayout layout, Manifest said) throws IOException {
        boolean sound = true;
        Set<String> garbled = new HashSet<>();
        for (Manifest.Content content : said.files()) {
            PackedFile packed = layout.files().get(content.name());
            if (packed != null && !isSound(layout, packed, content)) {
                sound = false;
                SegmentName segment = SegmentName.parse(content.name());
                if (segment != null && packed.deflated()) {
                    garbled.add(segment.stream()); // What comes of such bytes is no text of anybody's.
                }
            }
        }
        try (EvidenceContent content = EvidenceContent.open(file)) {
            key(content);
            Verification found = content.verify(key == null ? expected : key, said::beginsLater, garbled);
            streams = found.streams();
            damages.add(found.others(), found.otherCount());
            if (sound) {
                SummaryCheck check = new SummaryCheck(content, said, found, damages);
                check.all();
                report = check.report();
                olderPolicies = check.olderPolicies();
            }
        } catch (ZipException | EOFException e) {
            if (sound) {
                add(name, Damage.Kind.MALFORMED_EVIDENCE, String.valueOf(e.getMessage()));
            }
        }
    }

    private void key(EvidenceContent content) {
        if (!content.has(EvidenceContent.KEY)) {
            return;
        }
        try {
            key = content.key();
        } catch (IOException e) {
            add(EvidenceContent.KEY, Damage.Kind.MALFORMED_EVIDENCE, e.getMessage());
            return;
        }
        if (expected != null && !Arrays.equals(key.getEncoded(), expected.getEncoded())) {
            add(
                    EvidenceContent.KEY,
                    Damage.Kind.WRONG_KEY,
                    "expected the key with SHA-256 " + KeyFile.digest(expected) + ", found " + KeyFile.digest(key));
        }
    }

    /** Whether a file is what the frame, and the manifest, say of it. */
    private boolean isSound(ZipLayout layout, PackedFile packed, Manifest.@Nullable Content content)
            throws IOException {
        CheckedDigest found;
        try (InputStream in = layout.open(packed)) {
            found = CheckedDigest.of(in);
        } catch (ZipException | EOFException e) {
            add(packed.name(), Damage.Kind.WRONG_DIGEST, "cannot be unpacked: " + e.getMessage());
            return false;
        }
        if (found.crc() != packed.crc()) {
            add(
                    packed.name(),
                    Damage.Kind.WRONG_DIGEST,
                    "expected CRC-32 " + Integer.toHexString(packed.crc()) + ", found "
                            + Integer.toHexString(found.crc()));
            return false;
        }
        if (content != null
                && (content.size() != packed.size() || !content.sha256().equals(found.sha256()))) {
            add(
                    packed.name(),
                    Damage.Kind.WRONG_DIGEST,
                    "expected SHA-256 " + LineForm.shown(content.sha256()) + ", found " + found.sha256());
            return false;
        }
        return true;
    }

    private static byte[] bytes(ZipLayout layout, PackedFile packed) throws IOException {
        try (InputStream in = layout.open(packed)) {
            return in.readNBytes(MOST_MANIFEST);
        }
    }

    private void add(String in, Damage.Kind kind, @Nullable String what) {
        damages.add(new Damage(in, 0, 0, kind, String.valueOf(what)));
    }
}
