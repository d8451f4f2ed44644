/**
 * Adapter: sessions to hosts by SSH, with Apache MINA SSHD. The only place besides the demo that knows SSHD's types; it
 * reads no configuration but the inventory's, trusts no host key that is not on record, and never reads a secret early.
 */
@NullMarked
package dev.sluice.ssh;

import org.jspecify.annotations.NullMarked;
