/**
 * Adapter: messages to people, stored in files of the state directory before anything else, and delivered by threads of their own. It delays and fails
 * nothing: what cannot be delivered is tried again for a day, by whichever process runs then, and is kept when it is given up. The only place that
 * knows Jakarta Mail's types.
 */
@NullMarked
package dev.sluice.notify;

import org.jspecify.annotations.NullMarked;
