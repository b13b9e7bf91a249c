using Drayage.Testing;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Markdown;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;
using Xunit;

namespace Drayage.Tests.Workflows.Linting.Publishing;

public sealed class RulePageTests
{
    public static TheoryData<string> Rules =>
    [
        "broken-continuation", "no-such-package-type", "secret-on-command-line", "secret-in-script", "unmapped-secret", "wrapped-base64", "image-name-case", "not-a-python-index",
        "not-an-image", "tag-drift", "ignored-publish-failure", "missing-skip-existing", "publish-not-repeatable",
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_a_page_calls_wrong_is_found_and_what_it_calls_right_is_not(string rule)
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "lint", $"{rule}.md"));
        var source = new SourceFile($"docs/lint/{rule}.md", page);
        var right = page.IndexOf("\nRight:", StringComparison.Ordinal);

        var found = GuideReader.Read(source)
            .SelectMany(file => Linter.Lint(new WorkflowRepository([file]), [file]).Findings)
            .Where(finding => finding.Rule == rule)
            .ToList();

        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.True(finding.Place.Start < right, finding.Message));
    }
}
