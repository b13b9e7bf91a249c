using System.Text;
using Drayage.Testing;
using Drayage.Workflows.Explaining;
using Xunit;

namespace Drayage.Tests.Workflows.Explaining;

/// <summary>
/// What tools wrote when they failed, in <c>Recorded/ID/NAME.log</c>: each log is recognised as the failure that its directory names,
/// and those in <c>Recorded/none</c>, of runs that succeeded, as none.
/// </summary>
public sealed class RecordedLogsTests
{
    private const string Nothing = "none";

    private static readonly string Directory = Path.Combine(RepositoryRoot.Path, "tests/Drayage.Tests/Workflows/Explaining/Recorded");

    public static TheoryData<string> Failures => [.. Logs().Where(log => !log.StartsWith(Nothing + "/", StringComparison.Ordinal))];

    public static TheoryData<string> Successes => [.. Logs().Where(log => log.StartsWith(Nothing + "/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_is_recognised_first_of_all(string log)
    {
        var explainer = await ExplainAsync(log);
        Assert.NotEmpty(explainer.Findings);
        Assert.Equal(log.Split('/')[0], explainer.Findings[0].Failure.Id);
    }

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task Nothing_is_recognised_in_the_log_of_a_success(string log) =>
        Assert.Empty((await ExplainAsync(log)).Findings.Select(finding => $"{finding.Failure.Id}: {finding.Excerpt}"));

    [Fact]
    public void There_are_enough_of_them()
    {
        Assert.True(Failures.Count >= 120, $"{Failures.Count} failures");
        Assert.True(Successes.Count >= 15, $"{Successes.Count} successes");
    }

    private static async Task<LogExplainer> ExplainAsync(string log)
    {
        var explainer = new LogExplainer();
        using var reader = new StreamReader(Path.Combine(Directory, log), Encoding.UTF8);
        await explainer.ReadAsync(log, reader, TestContext.Current.CancellationToken);
        return explainer;
    }

    private static IEnumerable<string> Logs() =>
        System.IO.Directory.EnumerateFiles(Directory, "*.log", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Directory, path)).Order(StringComparer.Ordinal);
}
