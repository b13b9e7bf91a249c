using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Testing;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Resolution;

namespace Drayage.Tests.Workflows.Linting;

/// <summary>
/// A workflow file of the corpus, or a folder that is a repository. What is to be found is written in it by hand: <c># expect RULE</c>
/// behind the line, <c># expect-below RULE</c> above it, or <c># expect-at LINE RULE</c> anywhere.
/// </summary>
internal sealed partial record CorpusCase(string Name, string Path)
{
    public static string Folder { get; } = System.IO.Path.Combine(RepositoryRoot.Path, "tests", "Drayage.Tests", "Workflows", "Corpus");

    public static ImmutableArray<CorpusCase> All { get; } =
        [.. Directory.EnumerateFileSystemEntries(Folder).Order(StringComparer.Ordinal).Select(path => new CorpusCase(System.IO.Path.GetFileName(path), path))];

    /// <summary>What stands in the files: file, line and rule.</summary>
    public ImmutableSortedSet<Mark> Expected() =>
    [
        .. Files().SelectMany(file => File.ReadAllLines(file).Index().SelectMany(line => MarkPattern().Matches(line.Item).SelectMany(match =>
            match.Groups["rules"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(rule => new Mark(
                System.IO.Path.GetRelativePath(Path, file),
                match.Groups["at"].Success ? int.Parse(match.Groups["at"].Value) : line.Index + 1 + (match.Groups["below"].Success ? 1 : 0),
                rule))))),
    ];

    /// <summary>What the linter finds: warnings and errors, and those notes whose rule is expected somewhere in the case.</summary>
    public async Task<ImmutableArray<Finding>> FindAsync(ImmutableSortedSet<Mark> expected)
    {
        var rules = expected.Select(mark => mark.Rule).ToHashSet();
        var chosen = await ChosenFiles.ReadAsync(Directory.Exists(Path) ? Path : Folder, [Path], CancellationToken.None);
        return [.. chosen.SelectMany(files => Linter.Lint(files.Repository, files.Chosen).Findings).Where(finding => finding.Severity > Severity.Note || rules.Contains(finding.Rule))];
    }

    public Mark MarkOf(Finding finding) =>
        new(Directory.Exists(Path) ? finding.Source.Path : ".", finding.Place.Line, finding.Rule);

    private IEnumerable<string> Files() => Directory.Exists(Path)
        ? Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
        : [Path];

    [GeneratedRegex(@"#\s*expect(?<below>-below)?(-at\s+(?<at>\d+))?\s+(?<rules>[a-z][a-z0-9 -]*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex MarkPattern();
}

/// <summary>A rule at a line of a file.</summary>
internal sealed record Mark(string File, int Line, string Rule) : IComparable<Mark>
{
    public int CompareTo(Mark? other) => other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => $"{File}:{Line:D4} {Rule}";
}
