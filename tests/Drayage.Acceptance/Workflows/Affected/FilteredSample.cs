using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Workflows.Affected;

/// <summary>The sample with filters, in which one file at a time is changed.</summary>
public sealed class FilteredSample : IAsyncLifetime
{
    private const string Filters = "\nfilters:\n  docs: [\"**/*.md\", \"!CHANGELOG.md\"]\n  charts: { paths: [charts/**], needs: [tide-api-chart] }\n";

    private SampleFixture sample = null!;
    private string unchanged = "";

    internal BuiltDrayage Drayage => new(sample.Root);

    public async ValueTask InitializeAsync()
    {
        sample = await SampleFixture.StartAsync();
        await File.AppendAllTextAsync(sample.Git.Directory["drayage.yaml"], Filters);
        unchanged = await sample.Git.CommitAsync("Add filters");
    }

    /// <summary>Commits a change of one file, and of nothing else.</summary>
    public async Task ChangeAsync(string path)
    {
        await sample.Git.RunAsync("checkout", "--quiet", "--detach", unchanged);
        var full = sample.Git.Directory[path];
        sample.Git.Directory.Write(path, File.Exists(full) ? await File.ReadAllTextAsync(full) + "\n" : "new\n");
        await sample.Git.CommitAsync("Change a file");
    }

    public ValueTask DisposeAsync()
    {
        sample.Dispose();
        return ValueTask.CompletedTask;
    }
}
