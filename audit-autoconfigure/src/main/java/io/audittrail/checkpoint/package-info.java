/** Where checkpoints go: a file, the application's log; and the key that signs them. */
@NullMarked
package io.audittrail.checkpoint;

import org.jspecify.annotations.NullMarked;
