/*
 * A step for Jenkins: runs one command of Sluice, keeps its reports, and sets the build's result by its exit code.
 *
 *   sluiceRelease artifact: 'build.tar.gz'                            // sluice release
 *   sluiceRelease command: 'plan', artifact: 'build.tar.gz'
 *   sluiceRelease command: 'promote', approvedBy: env.APPROVER
 *
 * Settings, all optional: command, artifact, release, inventory, playbook, limit, until, reason, approvedBy, arguments (a list of further words, not
 * from outside), launcher (the program, 'sluice'), outputDir ('sluice-report'). With server (the URL of a daemon), the daemon runs the command: the agent
 * has no key for the hosts and no files. credentialsId is then a secret text with its token, which otherwise is SLUICE_TOKEN, and fleet the site.
 *
 * Exit code  Result      Means
 * 0          SUCCESS     done, or nothing to do
 * 8          SUCCESS     waits for a promotion, as the description of the build shows
 * 7 9 13 14  NOT_BUILT   another rollout, the window, an unfinished rollout or a freeze is in the way; hosts untouched
 * 10 129 130 143  ABORTED  paused, or ended by a signal; `sluice resume` continues
 * all others FAILURE
 *
 * Returns the exit code. Values reach Sluice as environment variables, never as text of the shell. Credentials: wrap the step into withCredentials or
 * sshagent; the two files name them as env: references.
 */
def call(Map settings = [:]) {
    def outputDir = settings.outputDir ?: 'sluice-report'
    def code = 1
    try {
        withToken(settings) {
            withEnv(variables(settings, outputDir)) {
                code = sh(script: line(settings), label: 'sluice ' + command(settings), returnStatus: true)
            }
        }
    } finally {
        keep(outputDir)
    }
    conclude(command(settings), code)
    return code
}

/** The token of a daemon, masked in the log of the build. */
private void withToken(Map settings, Closure body) {
    if (settings.credentialsId == null) {
        body()
        return
    }
    withCredentials([string(credentialsId: settings.credentialsId, variable: 'SLUICE_TOKEN')]) {
        body()
    }
}

private String command(Map settings) {
    return settings.command ?: 'release'
}

/** Each option of Sluice can be given as SLUICE_OPTION. */
private List<String> variables(Map settings, String outputDir) {
    def names = [
        artifact  : 'SLUICE_ARTIFACT',
        release   : 'SLUICE_RELEASE',
        inventory : 'SLUICE_INVENTORY',
        playbook  : 'SLUICE_PLAYBOOK',
        limit     : 'SLUICE_LIMIT',
        until     : 'SLUICE_UNTIL',
        reason    : 'SLUICE_REASON',
        approvedBy: 'SLUICE_APPROVED_BY',
        server    : 'SLUICE_SERVER',
        fleet     : 'SLUICE_FLEET',
    ]
    def found = []
    for (entry in names.entrySet()) {
        if (settings[entry.key] != null) {
            found.add(entry.value + '=' + settings[entry.key])
        }
    }
    found.add('SLUICE_LAUNCHER=' + (settings.launcher ?: 'sluice'))
    if (reports(command(settings))) {
        found.add('SLUICE_OUTPUT_DIR=' + outputDir)
    }
    return found
}

private boolean reports(String command) {
    return command in ['release', 'stage', 'promote', 'resume', 'rollback', 'abort', 'converge', 'refresh']
}

private String line(Map settings) {
    if (!(command(settings) ==~ /[a-z-]+/)) {
        error 'sluiceRelease: command has to be the name of one: ' + command(settings)
    }
    def words = ['"$SLUICE_LAUNCHER"', command(settings)]
    if (reports(command(settings))) {
        words.add('--yes')
    }
    for (word in (settings.arguments ?: [])) {
        if (!(word ==~ /[A-Za-z0-9=:\/._,-]+/)) {
            error 'sluiceRelease: an argument may have letters, digits and =:/._,- only: ' + word
        }
        words.add(word)
    }
    return words.join(' ')
}

/** Also when the build is aborted; a command that was killed may have left nothing. */
private void keep(String outputDir) {
    junit allowEmptyResults: true, testResults: outputDir + '/junit.xml'
    archiveArtifacts allowEmptyArchive: true, artifacts: outputDir + '/**'
}

private void conclude(String command, int code) {
    if (code == 0) {
        return
    }
    if (code == 8) {
        currentBuild.description = 'sluice ' + command + ' waits for a promotion'
        return
    }
    currentBuild.description = 'sluice ' + command + ': exit code ' + code
    if (code in [7, 9, 13, 14]) {
        currentBuild.result = 'NOT_BUILT'
    } else if (code in [10, 129, 130, 143]) {
        currentBuild.result = 'ABORTED'
    } else {
        error 'sluice ' + command + ' ended with ' + code + '; its reports are artifacts of this build'
    }
}
