package dev.sluice.fastcgi;

/** Types of records (FastCGI Specification 1.0, section 8). */
enum RecordType {
    BEGIN_REQUEST(1),
    END_REQUEST(3),
    PARAMS(4),
    STDIN(5),
    STDOUT(6),
    STDERR(7);

    static final int VERSION = 1;

    private final int number;

    RecordType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
