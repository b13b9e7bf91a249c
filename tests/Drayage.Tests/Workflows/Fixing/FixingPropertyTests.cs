using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Testing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing;
using Drayage.Workflows.Fixing.Diffs;
using Drayage.Workflows.Markdown;
using Drayage.Workflows.Reading;
using Xunit;

namespace Drayage.Tests.Workflows.Fixing;

/// <summary>What holds for every repair of every file: all workflows and guides under tests, and each written in other ways.</summary>
public sealed partial class FixingPropertyTests
{
    private static readonly FixRequest Request = Repaired.Pins(
        "actions/checkout@v4: 11bd71901bbe5b1630ceea73d27597364c9af683\ndocker/login-action@v3: 74a5d142397b4f367a81961eba4e8cd7edddf772\n");

    // Each property asks for the same repairs.
    private static readonly ConcurrentDictionary<(string Path, string Text), FixReport> Reports = [];

    public static TheoryData<string> Files => [.. CorpusFiles().Select(path => Path.GetRelativePath(RepositoryRoot.Path, path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_second_time_changes_nothing(string path)
    {
        foreach (string text in Variants(Read(path)))
        {
            string once = Fix(path, text);
            Assert.Equal(once, Fix(path, once));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Line_ends_marks_and_the_last_line_stay_as_they_are(string path)
    {
        string text = Read(path);
        string repaired = Fix(path, text);
        Assert.Equal(WithCarriageReturns(repaired), Fix(path, WithCarriageReturns(text)));
        Assert.Equal("\uFEFF" + repaired, Fix(path, "\uFEFF" + text));
        Assert.Equal(text.EndsWith('\n'), repaired.EndsWith('\n'));
        Assert.Equal(repaired.TrimEnd('\n'), Fix(path, text.TrimEnd('\n')));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_no_repair_names_stays(string path)
    {
        foreach (string text in Variants(Read(path)))
        {
            FixReport report = Report(path, text);
            string repaired = Fix(path, text);
            // A line goes only by a repair, and comments never go.
            Assert.InRange(Removed(text, repaired), 0, 12 * report.Files.Sum(file => file.Repairs.Length));
            Assert.Empty(Comments(text).Except(Comments(repaired)));
            Assert.Equal(repaired, Patched(text, UnifiedDiff.Of("x", text, repaired)));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Jobs_and_steps_stay_in_order(string path)
    {
        if (GuideReader.IsGuide(path))
        {
            return;
        }

        foreach (string text in Variants(Read(path)))
        {
            WorkflowFile before = WorkflowReader.Read(new SourceFile(path, text));
            WorkflowFile after = WorkflowReader.Read(new SourceFile(path, Fix(path, text)));
            Assert.Equal(before.Problems.Select(problem => problem.Message), after.Problems.Select(problem => problem.Message));
            var now = new Queue<string>(Steps(after));
            foreach (string step in Steps(before))
            {
                while (now.TryPeek(out string? other) && other != step)
                {
                    now.Dequeue();
                }

                Assert.True(now.TryDequeue(out _), $"{step} is gone");
            }
        }
    }

    private static IEnumerable<string> CorpusFiles() => Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests"), "*", SearchOption.AllDirectories)
        .Where(path => Path.GetExtension(path) is ".yml" or ".yaml" or ".md" && path.Contains("Workflows", StringComparison.Ordinal) && Path.GetFileName(path) != "pins.yml")
        .Order(StringComparer.Ordinal);

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));

    private static FixReport Report(string path, string text) => Reports.GetOrAdd((path, text), static file => Repaired.Report(file.Text, Request, file.Path));

    private static string Fix(string path, string text) => Report(path, text).Files.FirstOrDefault()?.After ?? text;

    private static IEnumerable<string> Variants(string text)
    {
        yield return text;
        yield return WithCarriageReturns(text);
        yield return IndentPattern().Replace(text, "$0$0");
        yield return text.Replace("permissions:\n      contents: read\n", "permissions: {contents: read}\n", StringComparison.Ordinal);
        yield return text.Replace("permissions:\n      contents: read\n", "permissions: &least\n      contents: read\n", StringComparison.Ordinal);
        yield return text.Replace("    steps:\n", "    # what is done\n\n    steps: # in order\n", StringComparison.Ordinal);
        yield return text.Replace("run: |\n", "run: |-  # a script\n", StringComparison.Ordinal);
        yield return text.Replace("uses: actions/checkout@v4", "uses: 'actions/checkout@v4'", StringComparison.Ordinal);
        yield return text.Replace(" -t ", "\t-t\t", StringComparison.Ordinal);
    }

    private static string WithCarriageReturns(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);

    // Comments that a command hid are comments all the same; pins put the version before what stands there.
    private static ImmutableHashSet<string> Comments(string text) =>
        [.. text.Split('\n').Select(line => CommentPattern().Match(line)).Where(match => match.Success).Select(match => match.Groups["text"].Value.Trim()).SelectMany(comment => comment.Split(" # "))];

    private static int Removed(string before, string after) =>
        UnifiedDiff.Of("x", before, after).Split('\n').Skip(2).Count(line => line.StartsWith('-'));

    private static IEnumerable<string> Steps(WorkflowFile file) =>
        (file.Workflow?.Jobs ?? []).SelectMany(job => job.Steps.Select((step, index) => $"{job.Id.Value}: {step.Name?.Value ?? (step.Uses is ActionReference.Remote action ? action.FullName : step.Id?.Value)}")).Where(step => !step.EndsWith(": ", StringComparison.Ordinal));

    // What `patch` does with a diff.
    private static string Patched(string text, string diff)
    {
        var lines = Lines(text);
        var result = new List<string>();
        int at = 0;
        foreach (string line in Lines(diff).Skip(2))
        {
            if (HunkPattern().Match(line) is { Success: true } hunk)
            {
                int count = hunk.Groups["count"].Success ? int.Parse(hunk.Groups["count"].Value) : 1;
                int start = int.Parse(hunk.Groups["start"].Value) - (count == 0 ? 0 : 1);
                result.AddRange(lines[at..start]);
                at = start;
            }
            else if (line[0] == '\\')
            {
                result[^1] = result[^1].TrimEnd('\n');
            }
            else
            {
                if (line[0] != '+')
                {
                    Assert.Equal(lines[at].TrimEnd('\n'), line[1..].TrimEnd('\n'));
                    at++;
                }

                if (line[0] != '-')
                {
                    result.Add(line[1..]);
                }
            }
        }

        return string.Concat(result.Concat(lines[at..]));
    }

    private static ImmutableArray<string> Lines(string text) => [.. LinePattern().Matches(text).Select(match => match.Value)];

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex IndentPattern();

    [GeneratedRegex(@"(^|\s)#(?<text>.*)$")]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"^@@ -(?<start>\d+)(,(?<count>\d+))? \+\d+(,\d+)? @@")]
    private static partial Regex HunkPattern();

    [GeneratedRegex(@"[^\n]*\n|[^\n]+")]
    private static partial Regex LinePattern();
}
