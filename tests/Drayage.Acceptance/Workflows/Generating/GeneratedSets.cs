using System.Collections.Immutable;
using Drayage.Testing;
using Drayage.Testing.WorkflowValidators;
using Xunit;

namespace Drayage.Acceptance.Workflows.Generating;

/// <summary>What is generated for varied projects, for the sample and for this repository, judged at one go by lint and by other validators.</summary>
public sealed class GeneratedSets : IAsyncLifetime
{
    public const string Sample = "sample";
    public const string Own = "drayage";

    private readonly TemporaryDirectory own = new();
    private ImmutableSortedDictionary<string, GitFixture> projects = ImmutableSortedDictionary<string, GitFixture>.Empty;
    private ImmutableArray<string> complaints = [];

    public async ValueTask InitializeAsync()
    {
        await CloneAsync();
        foreach (var project in GeneratedProject.All)
        {
            var git = await GitFixture.StartAsync();
            projects = projects.Add(project.Name, git);
            foreach (var (path, text) in project.Files)
                git.Directory.Write(path, text);
        }

        var sample = (await SampleFixture.StartAsync()).Git;
        projects = projects.Add(Sample, sample);
        await File.AppendAllTextAsync(sample.Directory["drayage.yaml"], "\nworkflows: { drayage-version: 1.0.0 }\n");
        foreach (var git in projects.Values)
        {
            await git.CommitAsync("Begin");
            (await new BuiltDrayage(git.Directory.Path).RunAsync("workflow", "generate", "--write")).Ended(0);
        }

        string[] names = [.. projects.Keys, Own];
        complaints = [.. await LintAsync(names), .. (await WorkflowValidator.JudgeAsync([.. names.SelectMany(WorkflowsOf)])).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    public string RootOf(string name) => name == Own ? own["own"] : projects[name].Directory.Path;

    public IEnumerable<string> WorkflowsOf(string name) => Directory.GetFiles(Path.Combine(RootOf(name), ".github", "workflows")).Order(StringComparer.Ordinal);

    /// <summary>What validators complain of in the workflows of one project; what names no project's file is every project's.</summary>
    public IEnumerable<string> ComplaintsOf(string name) =>
        complaints.Where(line => !projects.Keys.Append(Own).Any(other => other != name && line.Contains(RootOf(other) + "/", StringComparison.Ordinal)));

    public ValueTask DisposeAsync()
    {
        foreach (var git in projects.Values)
            git.Dispose();
        own.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IEnumerable<string>> LintAsync(string[] names)
    {
        string[] folders = [.. names.Select(name => Path.Combine(RootOf(name), ".github"))];
        var report = (await new BuiltDrayage(own.Path).RunAsync(["workflow", "lint", "--json", "--fail-on", "never", .. folders])).Ended(0).Json();
        Assert.Equal(names.SelectMany(WorkflowsOf).Count(), report.GetProperty("files").GetInt32());
        return report.GetProperty("findings").EnumerateArray().Select(finding =>
            $"{Path.GetFullPath(finding.GetProperty("file").GetString()!, own.Path)}:{finding.GetProperty("line")}: {finding.GetProperty("rule")}: {finding.GetProperty("message")}");
    }

    private async Task CloneAsync() =>
        (await Peer.Require("git").In(own.Path).RunAsync("clone", "--quiet", RepositoryRoot.Path, RootOf(Own))).Succeeded();
}
