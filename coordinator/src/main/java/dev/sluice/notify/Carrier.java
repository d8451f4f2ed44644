package dev.sluice.notify;

import dev.sluice.message.Letter;

/** One way of delivery. */
@FunctionalInterface
interface Carrier {
    /** Returns when whoever receives it has accepted it. */
    void carry(Letter letter) throws UndeliveredException;
}
