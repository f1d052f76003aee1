package io.audittrail.line;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/**
 * Times as bytes. Those of the lines themselves have one length. Values come out as their {@code toString} writes them;
 * a year beyond four digits is left to it.
 */
final class Times {

    /** As in {@code 2026-11-20T22:05:31.123456Z}. */
    static final int TIMESTAMP = 27;

    private static final int DATE = 10;
    private static final int SECONDS = 19;
    private static final int LONGEST = 29;
    private static final int MAX_YEAR = 9999;
    private static final long DAY = 86_400L;
    private static final long FIRST_SECOND = -62_167_219_200L; // 0000-01-01T00:00:00Z
    private static final long LAST_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z
    private static final int MILLION = 1_000_000;
    private static final int THOUSAND = 1_000;

    private Times() {}

    /**
     * Writes UTC with exactly six decimals, so that timestamps have one length and sort as text. Years outside 0 to 9999
     * would not: they become the nearest year inside.
     */
    static void timestamp(Instant instant, LineBuffer out) {
        long second = Math.max(FIRST_SECOND, Math.min(LAST_SECOND, instant.getEpochSecond()));
        byte[] target = out.room(TIMESTAMP);
        int at = out.length();
        seconds(second, target, at);
        target[at + SECONDS] = '.';
        Digits.write(instant.getNano() / THOUSAND, 6, target, at + TIMESTAMP - 1);
        target[at + TIMESTAMP - 1] = 'Z';
        out.wrote(TIMESTAMP);
    }

    /** Whether it was written. */
    static boolean write(Instant instant, LineBuffer out) {
        long second = instant.getEpochSecond();
        if (second < FIRST_SECOND || second > LAST_SECOND) {
            return false;
        }
        byte[] target = out.room(LONGEST + 1);
        int start = out.length();
        seconds(second, target, start);
        int at = fraction(instant.getNano(), target, start + SECONDS);
        target[at] = 'Z';
        out.wrote(at + 1 - start);
        return true;
    }

    /** Whether it was written. */
    static boolean write(LocalDate date, LineBuffer out) {
        if (date.getYear() < 0 || date.getYear() > MAX_YEAR) {
            return false;
        }
        date(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), out.room(DATE), out.length());
        out.wrote(DATE);
        return true;
    }

    static void write(LocalTime time, LineBuffer out) {
        byte[] target = out.room(LONGEST);
        int start = out.length();
        out.wrote(time(time, target, start) - start);
    }

    /** Whether it was written. */
    static boolean write(LocalDateTime time, LineBuffer out) {
        if (!write(time.toLocalDate(), out)) {
            return false;
        }
        out.ascii('T');
        write(time.toLocalTime(), out);
        return true;
    }

    /** Whether it was written. */
    static boolean write(OffsetDateTime time, LineBuffer out) {
        if (!write(time.toLocalDateTime(), out)) {
            return false;
        }
        out.ascii(time.getOffset().getId());
        return true;
    }

    private static void seconds(long second, byte[] target, int at) {
        epochDay((int) Math.floorDiv(second, DAY), target, at);
        int ofDay = (int) Math.floorMod(second, DAY);
        target[at + DATE] = 'T';
        Digits.pair(ofDay / 3600, target, at + 11);
        target[at + 13] = ':';
        Digits.pair(ofDay / 60 % 60, target, at + 14);
        target[at + 16] = ':';
        Digits.pair(ofDay % 60, target, at + 17);
    }

    /** The date of a day counted from 1970. Counts in eras of 400 years from March on. */
    private static void epochDay(int epochDay, byte[] target, int at) {
        int days = epochDay + 719_468;
        int era = Math.floorDiv(days, 146_097);
        int ofEra = days - era * 146_097;
        int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        int day = ofYear - (153 * fromMarch + 2) / 5 + 1;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        date(year, month, day, target, at);
    }

    private static void date(int year, int month, int day, byte[] target, int at) {
        Digits.pair(year / 100, target, at);
        Digits.pair(year % 100, target, at + 2);
        target[at + 4] = '-';
        Digits.pair(month, target, at + 5);
        target[at + 7] = '-';
        Digits.pair(day, target, at + 8);
    }

    /** Seconds are left out where there are none. Returns where it ends. */
    private static int time(LocalTime time, byte[] target, int at) {
        Digits.pair(time.getHour(), target, at);
        target[at + 2] = ':';
        Digits.pair(time.getMinute(), target, at + 3);
        if (time.getSecond() == 0 && time.getNano() == 0) {
            return at + 5;
        }
        target[at + 5] = ':';
        Digits.pair(time.getSecond(), target, at + 6);
        return fraction(time.getNano(), target, at + 8);
    }

    /** No decimals, three, six or nine. Returns where they end. */
    private static int fraction(int nanos, byte[] target, int at) {
        if (nanos == 0) {
            return at;
        }
        target[at] = '.';
        int digits = nanos % MILLION == 0 ? 3 : nanos % THOUSAND == 0 ? 6 : 9;
        int value = digits == 3 ? nanos / MILLION : digits == 6 ? nanos / THOUSAND : nanos;
        Digits.write(value, digits, target, at + 1 + digits);
        return at + 1 + digits;
    }
}
