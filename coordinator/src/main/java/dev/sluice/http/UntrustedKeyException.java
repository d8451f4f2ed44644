package dev.sluice.http;

import java.security.cert.CertificateException;

/** The certificate of a site is not trusted. Contains the pin of the key that the site showed. */
final class UntrustedKeyException extends CertificateException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    enum Reason {
        /** The cause has the details. */
        NOT_VOUCHED_FOR,
        /** It is none of the pinned keys. */
        ANOTHER_KEY
    }

    private final Reason reason;
    private final String shown;

    UntrustedKeyException(Reason reason, String shown, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.reason = reason;
        this.shown = shown;
    }

    Reason reason() {
        return reason;
    }

    /** Such as {@code sha256/r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=}. */
    String shown() {
        return shown;
    }
}
