using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Processes;

public sealed class ProcessRunnerTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Output_and_error_are_captured_byte_for_byte()
    {
        var exited = await RunAsync(Shell(@"printf 'a\000b\377'; printf 'oops' >&2; exit 7"));

        Assert.Equal(7, exited.ExitCode);
        Assert.False(exited.Succeeded);
        Assert.Equal([(byte)'a', 0, (byte)'b', 255], exited.Output.ToArray());
        Assert.Equal("oops", exited.ErrorText);
        Assert.True(exited.Elapsed > TimeSpan.Zero);
    }

    [Fact]
    public async Task Lines_arrive_as_they_are_written()
    {
        var lines = new List<ProcessLine>();
        await TestProcesses.Runner.RunAsync(Shell(@"printf 'one\r\n\r\ntwo\rthree\nlast'"), lines.Add, Cancellation);
        Assert.Equal(["one", "", "two", "three", "last"], lines.Select(line => line.Text));
    }

    [Fact]
    public async Task A_character_split_between_two_writes_stays_whole()
    {
        var exited = await RunAsync(Shell(@"printf 'gr\303'; sleep 0.05; printf '\274n\n'"));
        Assert.Equal("grün", Assert.Single(exited.Tail).Text);
    }

    [Fact]
    public async Task Much_input_and_much_output_do_not_block_each_other()
    {
        var input = new byte[3_000_000];
        Random.Shared.NextBytes(input);
        var exited = await RunAsync(Shell("cat") with { StandardInput = input });
        Assert.True(input.AsSpan().SequenceEqual(exited.Output.Span));
    }

    [Fact]
    public async Task A_program_may_ignore_its_input() =>
        Assert.True((await RunAsync(Shell("exit 0") with { StandardInput = new byte[1_000_000] })).Succeeded);

    [Fact]
    public async Task Without_input_the_program_sees_an_empty_one() =>
        Assert.Equal("0\n", (await RunAsync(Shell("wc -c | tr -d ' '"))).OutputText);

    [Fact]
    public async Task The_child_gets_the_snapshot_and_the_changes_only()
    {
        var environment = ProcessEnvironment.FromVariables(
            [new("PATH", TestProcesses.Environment.Path), new("KEPT", "1"), new("REMOVED", "2")], directory.Path);
        var runner = new ProcessRunner(environment, TimeProvider.System, new Redactor());
        var spec = Shell("env") with
        {
            Environment = Changes(("REMOVED", null), ("ADDED", "x y")),
            SecretEnvironment = ImmutableSortedDictionary<string, Secret>.Empty.Add("TOKEN", new Secret("s3cr3t-value")),
        };

        var exited = (await runner.RunAsync(spec, null, Cancellation)).RequireStarted();

        var seen = exited.OutputText.Split('\n').Where(line => !line.StartsWith("PWD=") && !line.StartsWith("_=")
            && !line.StartsWith("SHLVL=") && !line.StartsWith("PATH=") && line.Length > 0);
        Assert.Equal(["ADDED=x y", "KEPT=1", "TOKEN=s3cr3t-value"], seen.Order(StringComparer.Ordinal));
        Assert.Contains(exited.Tail, line => line.Text == "TOKEN=***");
    }

    [Fact]
    public async Task The_last_lines_of_a_long_output_are_known_and_redacted()
    {
        var redactor = new Redactor();
        redactor.Learn(new Secret("s3cr3t-value"));
        var runner = new ProcessRunner(TestProcesses.Environment, TimeProvider.System, redactor);

        var exited = (await runner.RunAsync(Shell("seq 1 40000; echo s3cr3t-value; echo broken >&2; exit 1"), null, Cancellation)).RequireStarted();

        Assert.Equal(Enumerable.Range(1, 40000).Sum(number => number.ToString(CultureInfo.InvariantCulture).Length + 1) + "s3cr3t-value\n".Length, exited.Output.Length);
        Assert.Equal(30, exited.Tail.Length);
        Assert.Contains(exited.Tail, line => line.Text == "40000");
        Assert.Contains(exited.Tail, line => line.Text == "***");
        Assert.Equal("broken", Assert.Single(exited.Tail, line => line.Stream == ProcessStream.Error).Text);
    }

    [Fact]
    public async Task A_missing_program_is_told_with_the_searched_path()
    {
        var spec = new ProcessSpec { Program = "no-such-tool", WorkingDirectory = directory.Path };
        var result = Assert.IsType<ProcessResult.NotStarted>(await TestProcesses.Runner.RunAsync(spec, null, Cancellation));

        Assert.Equal(StartFailure.ProgramNotFound, result.Failure);
        var error = Assert.Throws<ReleaseException>(() => result.RequireStarted("install it"));
        Assert.Equal("no-such-tool could not be started", error.Message);
        Assert.Contains(TestProcesses.Environment.Path, error.Because);
        Assert.Equal("install it", error.Hint);
    }

    [Fact]
    public async Task A_script_with_a_missing_interpreter_is_not_executable()
    {
        var script = directory.WriteScript("broken", "");
        await File.WriteAllTextAsync(script, "#!/no/such/interpreter\n", Cancellation);
        var result = await TestProcesses.Runner.RunAsync(
            new ProcessSpec { Program = "./broken", WorkingDirectory = directory.Path }, null, Cancellation);
        Assert.Equal(StartFailure.NotExecutable, Assert.IsType<ProcessResult.NotStarted>(result).Failure);
    }

    [Fact]
    public async Task A_missing_working_directory_is_told()
    {
        var spec = Shell("true") with { WorkingDirectory = directory["gone"] };
        var result = await TestProcesses.Runner.RunAsync(spec, null, Cancellation);
        Assert.Equal(StartFailure.DirectoryNotFound, Assert.IsType<ProcessResult.NotStarted>(result).Failure);
    }

    [Fact]
    public async Task Cancelling_kills_the_whole_tree()
    {
        var pidFile = directory["pids"];
        var spec = Shell($"sh -c 'echo $$ >> {pidFile}; sleep 300' & echo $$ >> {pidFile}; wait");
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = TestProcesses.Runner.RunAsync(spec, null, cancelled.Token);
        await UntilAsync(() => File.Exists(pidFile) && File.ReadAllLines(pidFile).Length == 2);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        foreach (var pid in await File.ReadAllLinesAsync(pidFile, Cancellation))
            await UntilAsync(() => !IsRunning(int.Parse(pid, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_background_process_that_keeps_the_pipes_does_not_hold_us()
    {
        var exited = await RunAsync(Shell("sleep 30 & echo $!; echo done"));
        var lines = exited.OutputText.Split('\n');
        using (var background = System.Diagnostics.Process.GetProcessById(int.Parse(lines[0], CultureInfo.InvariantCulture)))
            background.Kill();
        Assert.Equal("done", lines[1]);
        Assert.True(exited.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_failing_listener_ends_the_program()
    {
        static void Fail(ProcessLine line) => throw new IOException("the listener is gone");
        await Assert.ThrowsAsync<IOException>(() => TestProcesses.Runner.RunAsync(Shell("yes"), Fail, Cancellation));
    }

    [Fact]
    public async Task The_log_tells_command_lines_and_exit_code_without_secrets()
    {
        var log = directory["logs/build.log"];
        var spec = Shell("echo out $TOKEN; echo err >&2; exit 3") with
        {
            LogFile = log,
            SecretEnvironment = ImmutableSortedDictionary<string, Secret>.Empty.Add("TOKEN", new Secret("hunter2000")),
        };

        await TestProcesses.Runner.RunAsync(spec, null, Cancellation);

        var text = await File.ReadAllTextAsync(log, Cancellation);
        Assert.Contains("TOKEN=\"$TOKEN\" sh -c", text);
        Assert.Contains("\nout ***\n", text);
        Assert.Contains("\nerr\n", text);
        Assert.Contains("# exit code 3 after", text);
        Assert.DoesNotContain("hunter2000", text);
    }

    [Fact]
    public async Task A_failed_command_becomes_evidence()
    {
        var result = await TestProcesses.Runner.RunAsync(Shell("echo noise; echo 'E42: broken' >&2; exit 2"), null, Cancellation);
        var error = Assert.Throws<ReleaseException>(() => result.RequireSuccess("component core could not be built", "mend it"));
        Assert.Equal("component core could not be built", error.Message);
        Assert.Equal("exit code 2 from: sh -c 'echo noise; echo '\\''E42: broken'\\'' >&2; exit 2'\nE42: broken", error.Because);
    }

    private ProcessSpec Shell(string script) => new()
    {
        Program = "sh",
        Arguments = ["-c", script],
        WorkingDirectory = directory.Path,
        Capture = ProcessCapture.Both,
    };

    private static async Task<ProcessResult.Exited> RunAsync(ProcessSpec spec) =>
        (await TestProcesses.Runner.RunAsync(spec, null, Cancellation)).RequireStarted();

    private static ImmutableSortedDictionary<string, string?> Changes(params (string Name, string? Value)[] changes) =>
        changes.ToImmutableSortedDictionary(change => change.Name, change => change.Value);

    private static bool IsRunning(int pid)
    {
        var status = $"/proc/{pid}/stat";
        return File.Exists(status) && !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++)
            await Task.Delay(20, Cancellation);
        Assert.True(condition());
    }
}
