using System.Text.RegularExpressions;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Channels;

/// <summary>The tables of <c>tests/README.md</c> name, for every channel and case, a test that there is, or why there can be none.</summary>
public sealed partial class ChannelTableTests
{
    private const string Impossible = "not in this protocol: ";
    private const string OfEveryChannel = "ChannelTests.";

    private static readonly string[] Projects = ["Drayage.Tests", "Drayage.Acceptance"];

    private static readonly string[] Cases =
    [
        "wrong token", "no token", "expired identity", "name of somebody else", "quota used up", "plan does not cover it", "too large", "a minute of lag", "same bytes again", "other bytes again",
    ];

    [Fact]
    public void Every_cell_names_a_test_or_says_why_there_is_none()
    {
        var tests = Tests();
        var problems = new List<string>();
        foreach (var (channel, title, cell) in Cells().Where(cell => !cell.Text.StartsWith(Impossible, StringComparison.Ordinal)))
        {
            var named = Named(cell);
            if (named.Length == 0)
                problems.Add($"{channel}, {title}: names no test");
            problems.AddRange(named.Where(test => !tests.Contains(test)).Select(test => $"{channel}, {title}: there is no test {test}"));
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void Every_channel_has_every_case() => Assert.Equal(
        AllChannels.Names.SelectMany(channel => Cases.Select(title => $"{channel.Data}: {title}")),
        Cells().Select(cell => $"{cell.Channel}: {cell.Case}"));

    [Fact]
    public void What_is_tested_of_every_channel_stands_with_every_channel()
    {
        var common = Tests().Where(test => test.StartsWith(OfEveryChannel, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(common);
        Assert.All(
            Cells().GroupBy(cell => cell.Channel),
            channel => Assert.Equal(common, channel.SelectMany(cell => Named(cell.Text)).Where(test => test.StartsWith(OfEveryChannel, StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<(string Channel, string Case, string Text)> Cells()
    {
        string? channel = null;
        foreach (var line in File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests", "README.md")))
        {
            if (line.StartsWith('#'))
                channel = line.StartsWith("### ", StringComparison.Ordinal) ? line["### ".Length..] : null;
            else if (channel is not null && line.Split('|') is ["", var title, var text, ""] && title.Trim() is not ("case" or "---"))
                yield return (channel, title.Trim(), text.Trim());
        }
    }

    private static string[] Named(string cell) => [.. Name().Matches(cell).Select(match => match.Groups["test"].Value)];

    private static HashSet<string> Tests() => [.. Projects
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests", project), "*Tests.cs", SearchOption.AllDirectories))
        .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups["name"].Value}"))];

    [GeneratedRegex(@"`(?<test>\w+Tests\.\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(@"\[(Fact|Theory)\]\n(    \[.*\n)*    public (async )?(Task|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Method();
}
