package io.audittrail.benchmarks.scale;

import java.util.Map;

/** One thing that is measured. */
interface Measurement {

    /** The names of its options, and what holds when they are not given. */
    Map<String, String> options();

    /** Measures, and says in Markdown what was found. */
    String measure(Options options) throws Exception;
}
