package io.audittrail.sample;

import java.util.List;

/** As it starts when nobody says anything: on H2. */
class SampleApplicationIT extends SampleApplicationContract {

    @Override
    List<String> settings() {
        return List.of();
    }

    @Override
    void stopDatabases() {}
}
