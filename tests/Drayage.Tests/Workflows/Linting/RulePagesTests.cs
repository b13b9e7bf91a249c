using Drayage.Testing;
using Drayage.Workflows.Linting;
using Xunit;

namespace Drayage.Tests.Workflows.Linting;

/// <summary>Every rule is explained, and the list of rules is whole.</summary>
public sealed class RulePagesTests
{
    private static readonly string Pages = Path.Combine(RepositoryRoot.Path, "docs", "lint");

    public static TheoryData<string> Ids => [.. RuleInfo.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page(string id)
    {
        RuleInfo rule = RuleInfo.All.Single(one => one.Id == id);
        string page = File.ReadAllText(Path.Combine(Pages, $"{id}.md"));
        Assert.StartsWith($"# {id}: {rule.Title}\n\nSeverity: {rule.Severity.ToString().ToLowerInvariant()}", page);
        Assert.True(page.Length > 200, "the page says little");
    }

    [Fact]
    public void No_page_is_of_a_rule_that_is_gone() =>
        Assert.Empty(Directory.EnumerateFiles(Pages).Select(Path.GetFileNameWithoutExtension).Except(RuleInfo.All.Select(rule => rule.Id)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_stands_in_the_list(string id) =>
        Assert.Contains($"| [{id}](lint/{id}.md) | {RuleInfo.All.Single(one => one.Id == id).Severity.ToString().ToLowerInvariant()} |", File.ReadAllText(Path.Combine(Pages, "..", "lint.md")));

    [Fact]
    public void Ids_are_unique_and_spelt_alike()
    {
        Assert.Equal(RuleInfo.All.Length, RuleInfo.All.DistinctBy(rule => rule.Id).Count());
        Assert.All(RuleInfo.All, rule => Assert.Matches("^[a-z]+(-[a-z0-9]+)*$", rule.Id));
    }
}
