using System.Diagnostics;
using Xunit;

namespace Drayage.Testing;

/// <summary>A real tool of the field, run as a process: client, server or oracle.</summary>
public sealed class Peer
{
    private readonly string executable;

    private Peer(string executable) => this.executable = executable;

    /// <summary>Environment for every run, added to the one of the test process; null removes a variable.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    public string? WorkingDirectory { get; set; }

    public TimeSpan Limit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Finds a tool by name on PATH, or by absolute path. When it is absent the test is skipped, except in CI
    /// (<c>CI=true</c>), where it fails.
    /// </summary>
    public static Peer Require(string nameOrPath)
    {
        if (Find(nameOrPath) is { } path)
            return new Peer(path);
        Lack($"{nameOrPath} is not installed");
        throw new UnreachableException();
    }

    /// <summary>The system's own Python, with modules that its distribution packages. Their absence is told like that of a program.</summary>
    public static async Task<Peer> RequirePythonAsync(params string[] modules)
    {
        // Debian's interpreter is the one that Debian's modules are installed for.
        var python = Require(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3");
        var import = await python.RunAsync("-c", $"import {string.Join(", ", modules)}");
        if (import.ExitCode != 0)
            Lack($"of the Python modules {string.Join(", ", modules)} one is not installed: {import.Error.TrimEnd().Split('\n')[^1]}");
        return python;
    }

    /// <summary>Sets a variable for every run.</summary>
    public Peer With(string variable, string? value)
    {
        Environment[variable] = value;
        return this;
    }

    /// <summary>Works from a directory.</summary>
    public Peer In(string directory)
    {
        WorkingDirectory = directory;
        return this;
    }

    public Task<PeerResult> RunAsync(params string[] arguments) => RunAsync(arguments, input: null);

    /// <summary>Runs to the end and collects both outputs. A run beyond <see cref="Limit"/> is killed and fails the test.</summary>
    public async Task<PeerResult> RunAsync(IEnumerable<string> arguments, string? input)
    {
        var list = arguments.ToArray();
        using var process = Process.Start(StartInfo(list, input is not null))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{executable} {string.Join(' ', list)}\ndid not end within {Limit}\n{await output}\n{await error}");
        }
        return new PeerResult($"{executable} {string.Join(' ', list)}", process.ExitCode, await output, await error);
    }

    /// <summary>Runs until it ends, or until <paramref name="killed"/> does, when SIGKILL ends it at once.</summary>
    public async Task<PeerResult> RunUntilAsync(IEnumerable<string> arguments, Task killed)
    {
        var list = arguments.ToArray();
        using var process = Process.Start(StartInfo(list, hasInput: false))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), killed, Task.Delay(Limit));
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        return new PeerResult($"{executable} {string.Join(' ', list)}", process.ExitCode, await output, await error);
    }

    private ProcessStartInfo StartInfo(string[] arguments, bool hasInput)
    {
        var info = new ProcessStartInfo(executable, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = hasInput,
            WorkingDirectory = WorkingDirectory ?? "",
        };
        foreach (var (variable, value) in Environment)
            info.Environment[variable] = value;
        return info;
    }

    private static string? Find(string nameOrPath)
    {
        if (Path.IsPathRooted(nameOrPath))
            return File.Exists(nameOrPath) ? nameOrPath : null;
        var directories = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return directories.Select(directory => Path.Combine(directory, nameOrPath)).FirstOrDefault(File.Exists);
    }

    private static void Lack(string reason)
    {
        if (string.Equals(System.Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
