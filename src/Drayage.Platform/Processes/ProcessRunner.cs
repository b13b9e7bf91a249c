using System.ComponentModel;
using System.Diagnostics;
using Drayage.Platform.Secrets;
using Drayage.Platform.Storage;

namespace Drayage.Platform.Processes;

/// <summary>Runs programs of this machine.</summary>
public sealed class ProcessRunner : IProcessRunner
{
    private readonly ProcessEnvironment inherited;
    private readonly TimeProvider time;
    private readonly Redactor redactor;

    /// <param name="inherited">What children inherit; each spec changes it for itself.</param>
    /// <param name="redactor">Applied to every line shown or logged; captured bytes stay as they are.</param>
    public ProcessRunner(ProcessEnvironment inherited, TimeProvider time, Redactor redactor)
    {
        this.inherited = inherited;
        this.time = time;
        this.redactor = redactor;
    }

    public async Task<ProcessResult> RunAsync(
        ProcessSpec spec, Action<ProcessLine>? sink, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var secret in spec.SecretEnvironment.Values)
            redactor.Learn(secret);
        var environment = inherited.With(spec.Environment)
            .With(spec.SecretEnvironment.Select(secret => KeyValuePair.Create(secret.Key, (string?)secret.Value.Reveal())));

        if (!Directory.Exists(spec.WorkingDirectory))
            return NotStarted(spec, StartFailure.DirectoryNotFound, $"there is no directory {spec.WorkingDirectory}");
        var program = Locate(spec, environment.Path);
        if (program is null)
            return NotStarted(spec, StartFailure.ProgramNotFound, SearchedPlaces(spec, environment.Path));

        try
        {
            return await RunAsync(spec, program, environment, sink, cancellationToken);
        }
        catch (IOException error) when (spec.LogFile is { } log && DiskFull.Caused(error))
        {
            throw DiskFull.Explain(Path.GetFullPath(log, spec.WorkingDirectory), needed: null, error);
        }
    }

    private async Task<ProcessResult> RunAsync(
        ProcessSpec spec,
        string program,
        ProcessEnvironment environment,
        Action<ProcessLine>? sink,
        CancellationToken cancellationToken)
    {
        using var log = ProcessLog.Open(spec);
        var started = time.GetTimestamp();
        var (process, failure) = await StartAsync(spec, program, environment, cancellationToken);
        if (process is null)
            return NotStarted(spec, StartFailure.NotExecutable, failure);
        using var _ = process;
        var lines = new ProcessLines(redactor, sink, log);
        var streams = new ProcessStreams(process, spec, lines);
        await streams.RunToEndAsync(cancellationToken);
        var result = new ProcessResult.Exited(spec)
        {
            ExitCode = process.ExitCode,
            Elapsed = time.GetElapsedTime(started),
            Output = streams.Output,
            Error = streams.Error,
            Tail = lines.Tail,
        };
        log?.WriteEnd(result);
        return result;
    }

    private async Task<(Process? Process, string Failure)> StartAsync(
        ProcessSpec spec, string program, ProcessEnvironment environment, CancellationToken cancellationToken)
    {
        const int textFileBusy = 26;
        const int attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            var process = new Process { StartInfo = Describe(spec, program, environment) };
            try
            {
                process.Start();
                return (process, "");
            }
            catch (Win32Exception error) when (error.NativeErrorCode == textFileBusy && attempt < attempts)
            {
                // A program written a moment ago is busy while a child forked meanwhile still holds its descriptor.
                process.Dispose();
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
            }
            catch (Win32Exception error)
            {
                process.Dispose();
                return (null, $"{program} would not run: {new Win32Exception(error.NativeErrorCode).Message}");
            }
        }
    }

    private static ProcessStartInfo Describe(ProcessSpec spec, string program, ProcessEnvironment environment)
    {
        var start = new ProcessStartInfo(program, spec.Arguments)
        {
            WorkingDirectory = spec.WorkingDirectory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment.Variables)
            start.Environment[name] = value;
        return start;
    }

    private static string? Locate(ProcessSpec spec, string path)
    {
        var hasDirectory = spec.Program.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar);
        return ToolLocator.Find(hasDirectory ? Path.GetFullPath(spec.Program, spec.WorkingDirectory) : spec.Program, path);
    }

    private static string SearchedPlaces(ProcessSpec spec, string path) =>
        spec.Program.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar)
            ? $"there is no executable file {Path.GetFullPath(spec.Program, spec.WorkingDirectory)}"
            : $"no executable '{spec.Program}' in any directory of PATH={path}";

    private static ProcessResult.NotStarted NotStarted(ProcessSpec spec, StartFailure failure, string detail) =>
        new(spec) { Failure = failure, Detail = detail };
}
