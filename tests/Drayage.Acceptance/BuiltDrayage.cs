using Drayage.Testing;

namespace Drayage.Acceptance;

/// <summary>The built command-line tool, run as its users run it: as a process of its own.</summary>
internal sealed class BuiltDrayage
{
    /// <summary>What a shell reports for a process that SIGKILL ended.</summary>
    public const int KilledExitCode = 137;

    public const string Password = "correct horse battery staple";

    private readonly Dictionary<string, string?> environment = new(StringComparer.Ordinal)
    {
        // What the machine of the test run has set must not reach the program under test.
        ["DRAYAGE_REHEARSAL_URL"] = null,
        ["DRAYAGE_REHEARSAL_TOKEN"] = null,
        ["DRAYAGE_KILL_AT"] = null,
        ["DRAYAGE_TRACE"] = null,
        ["DRAYAGE_JOURNAL"] = null,
        ["DRAYAGE_LEASE"] = null,
        ["CI"] = null,
        ["NO_COLOR"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["DRAYAGE_KEY_PASSWORD"] = Password,
    };

    private readonly string directory;

    /// <param name="directory">The working directory of every run.</param>
    public BuiltDrayage(string directory) => this.directory = directory;

    /// <summary>What <c>DRAYAGE_PROGRAM</c> names, as the whole test run does; else the executable built beside these tests.</summary>
    public static string Executable { get; } = Environment.GetEnvironmentVariable("DRAYAGE_PROGRAM") ?? Locate();

    /// <summary>Sends to embedded registries instead of the destinations' own addresses.</summary>
    public BuiltDrayage Against(RegistryFixture registry) => Against(registry.Address, RegistryFixture.Token);

    public BuiltDrayage Against(Uri registry, string token) =>
        With("DRAYAGE_REHEARSAL_URL", registry.ToString()).With("DRAYAGE_REHEARSAL_TOKEN", token);

    public BuiltDrayage With(string variable, string? value)
    {
        environment[variable] = value;
        return this;
    }

    public Task<CommandOutcome> RunAsync(params string[] arguments) => RunAsync(Peer.Require(Executable), arguments);

    /// <summary>Starts it as a service.</summary>
    public RunningDrayage Start(params string[] arguments) => RunningDrayage.Start(directory, environment, arguments);

    /// <summary>Runs it as a user whose files nobody else may read.</summary>
    public Task<CommandOutcome> RunWithUmaskAsync(string umask, params string[] arguments) =>
        RunAsync(Peer.Require("sh"), ["-c", $"umask {umask}; exec \"$0\" \"$@\"", Executable, .. arguments]);

    /// <summary>Runs it with an output of the shell's choice, such as <c>&gt;/dev/full</c>.</summary>
    public Task<CommandOutcome> RunRedirectedAsync(string redirection, params string[] arguments) =>
        RunAsync(Peer.Require("sh"), ["-c", $"exec \"$0\" \"$@\" {redirection}", Executable, .. arguments]);

    /// <summary>Runs it until it ends, or until <paramref name="when"/> does, when it is killed.</summary>
    public async Task<CommandOutcome> KillAsync(Task when, params string[] arguments) =>
        new(await Prepare(Peer.Require(Executable)).RunUntilAsync(arguments, when));

    /// <summary>Runs it on a terminal, at which somebody types. Both outputs are one there.</summary>
    /// <param name="typed">The line that is typed.</param>
    public async Task<CommandOutcome> RunOnTerminalAsync(string typed, params string[] arguments) => new(await Prepare(Peer.Require("script")).RunAsync(
        ["-q", "-e", "-c", string.Join(' ', arguments.Prepend(Executable).Select(argument => $"'{argument}'")), "/dev/null"], typed + "\n"));

    private async Task<CommandOutcome> RunAsync(Peer program, string[] arguments) => new(await Prepare(program).RunAsync(arguments));

    private Peer Prepare(Peer program)
    {
        program.In(directory);
        foreach (var (variable, value) in environment)
            program.With(variable, value);
        return program;
    }

    private static string Locate()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var name = OperatingSystem.IsWindows() ? "drayage.exe" : "drayage";
        return Path.Combine(own.Parent!.Parent!.FullName, "Drayage.Cli", own.Name, name);
    }
}
