using Drayage.Model.Explaining;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Workflows.Explaining;

/// <summary>The pages in docs/explain say what the knowledge base says. <c>DRAYAGE_WRITE_DOCS=1</c> writes them anew.</summary>
public sealed class FailurePagesTests
{
    private static readonly string Pages = Path.Combine(RepositoryRoot.Path, FailurePages.Directory);

    [Fact]
    public void Every_failure_has_its_page_and_no_page_is_left_over()
    {
        var wanted = KnownFailures.All.ToDictionary(failure => Path.Combine(RepositoryRoot.Path, failure.Page), FailurePages.PageOf);
        wanted.Add(Path.Combine(Pages, "README.md"), FailurePages.Index());
        if (Environment.GetEnvironmentVariable("DRAYAGE_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Pages);
            foreach (var (path, text) in wanted)
                File.WriteAllText(path, text);
        }

        Assert.Equal(wanted.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Pages).Order(StringComparer.Ordinal));
        Assert.All(wanted, page => Assert.True(File.ReadAllText(page.Key) == page.Value, $"{page.Key} is stale: run this test with DRAYAGE_WRITE_DOCS=1"));
    }

    [Fact]
    public void Ids_are_used_once() => Assert.Equal(KnownFailures.All.Length, KnownFailures.All.Select(failure => failure.Id).Distinct().Count());
}
