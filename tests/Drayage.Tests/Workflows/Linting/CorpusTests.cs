using Drayage.Workflows.Linting;
using Xunit;

namespace Drayage.Tests.Workflows.Linting;

/// <summary>What the rules find in the corpus, against what was written into it by hand.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    // Rules of which every finding is an error have to be right; those that ask for a look may be wrong now and then.
    private const double LeastPrecision = 0.95;
    private const double LeastRecall = 0.9;

    [Fact]
    public async Task Each_rule_finds_what_it_should_and_little_else()
    {
        var tallies = RuleInfo.All.ToDictionary(rule => rule.Id, _ => new RuleTally(), StringComparer.Ordinal);
        var mistakes = new List<string>();
        foreach (CorpusCase one in CorpusCase.All)
        {
            var expected = one.Expected();
            var found = (await one.FindAsync(expected)).GroupBy(one.MarkOf).ToDictionary(group => group.Key, group => group.First());
            foreach (Mark mark in expected.Union(found.Keys))
            {
                RuleTally tally = tallies[mark.Rule];
                tally.Count(expected.Contains(mark), found.ContainsKey(mark));
                if (!expected.Contains(mark) || !found.ContainsKey(mark))
                {
                    mistakes.Add($"{(found.ContainsKey(mark) ? "wrong" : "missed")}: {one.Name} {mark} {found.GetValueOrDefault(mark)?.Message}");
                }
            }
        }

        string table = RuleTally.Table(tallies);
        output.WriteLine(table);
        output.WriteLine(string.Join('\n', mistakes));
        Assert.All(tallies, rule => Assert.True(
            rule.Value.Precision >= LeastPrecision && rule.Value.Recall >= LeastRecall,
            $"{rule.Key}: precision {rule.Value.Precision:P0}, recall {rule.Value.Recall:P0}\n{string.Join('\n', mistakes)}\n{table}"));
    }

    [Fact]
    public void What_is_expected_is_of_rules_that_exist() =>
        Assert.Empty(CorpusCase.All.SelectMany(one => one.Expected()).Select(mark => mark.Rule).Except(RuleInfo.All.Select(rule => rule.Id)));
}
