# How Sluice is started, from a checkout and where it is installed: the part that both launchers source.
# shellcheck shell=sh

# find_java: $java.
find_java() {
    java=${JAVA_HOME:+$JAVA_HOME/bin/}java
    command -v "$java" >/dev/null 2>&1 || {
        echo "sluice: no java found; install a JDK 17 or newer, or set JAVA_HOME" >&2
        exit 1
    }
}

# launch DIRECTORY JARS [ARGUMENT]...
# DIRECTORY has the class-data archive, or will have it if this account may write there. JARS have colons between them. Does not return.
launch() {
    archives=$1 jars=$2
    shift 2
    # The archive shortens the start; each Java reads only its own. Its warnings would go to standard output, hence -Xlog:disable.
    archive=$archives/$(readlink -f -- "$(command -v "$java")" | tr / _).jsa
    set -- -cp "$jars" dev.sluice.cli.Main "$@"
    # Without a locale of UTF-8 what is printed is ASCII. Names of files may be UTF-8 all the same, which Java reads in such a locale only.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
        *)
            set -- -Dsluice.output=ascii "$@"
            LC_ALL=C.UTF-8
            export LC_ALL
            ;;
    esac
    if [ -f "$archive" ]; then
        set -- -XX:SharedArchiveFile="$archive" "$@"
    elif [ -w "$archives" ]; then
        "$java" -XX:-UsePerfData -XX:ArchiveClassesAtExit="$archive.new" -Xlog:disable -Xlog:all=off \
            -cp "$jars" dev.sluice.cli.LoadClasses >/dev/null 2>&1 &&
            mv "$archive.new" "$archive" && set -- -XX:SharedArchiveFile="$archive" "$@"
    fi
    # Most commands end before the optimizing compiler pays for itself, which takes a processor from them: it begins a hundred times later than by default
    # (a thousand times in loops, such as those of key exchanges), but for digests and ciphers, which are fast through it only.
    set -- -XX:Tier4InvocationThreshold=500000 -XX:Tier4MinInvocationThreshold=60000 -XX:Tier4CompileThreshold=1500000 \
        -XX:Tier4BackEdgeThreshold=40000000 -XX:CompileCommand=quiet \
        '-XX:CompileCommand=CompileThresholdScaling,sun.security.provider.*::*,0.01' \
        '-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.01' "$@"
    # Native access is for zstd; Java 24 and newer warn on standard error where it was not allowed.
    exec "$java" -XX:-UsePerfData -Xshare:auto -Xlog:disable -XX:+UseSerialGC -Djdk.console=java.base \
        --enable-native-access=ALL-UNNAMED "$@"
}
