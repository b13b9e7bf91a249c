using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Model.Versions.Requirements;

/// <summary>
/// A requirement on versions that follow SemVer, as Cargo
/// (doc.rust-lang.org/cargo/reference/specifying-dependencies.html) and npm and Helm (github.com/npm/node-semver) read it.
/// </summary>
public sealed partial class SemanticRequirement
{
    // Any of the sets will do; of a set, all comparators must hold.
    private readonly ImmutableArray<ImmutableArray<SemanticComparator>> sets;

    private SemanticRequirement(ImmutableArray<ImmutableArray<SemanticComparator>> sets) => this.sets = sets;

    /// <summary>Cargo's form: comparators between commas; a version by itself stands for all that are compatible.</summary>
    /// <returns>Null where the text is no requirement.</returns>
    public static SemanticRequirement? ParseCargo(string text) =>
        ReadSet(text.Split(','), bare: "^") is { } set ? new SemanticRequirement([set]) : null;

    /// <summary>
    /// The form of npm and Helm: comparators between blanks or commas, sets between <c>||</c>, ranges with a hyphen; a version by itself
    /// stands for itself, and one with fewer numbers for all that begin so.
    /// </summary>
    /// <returns>Null where the text is no requirement.</returns>
    public static SemanticRequirement? ParseRange(string text)
    {
        var read = ImmutableArray.CreateBuilder<ImmutableArray<SemanticComparator>>();
        foreach (var part in text.Split("||"))
        {
            var range = Operator().Replace(HyphenRange().Replace(part.Trim(), ">=${from} <=${to}"), "${operator}");
            var words = range.Length == 0 ? ["*"] : range.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (ReadSet(words, bare: "=") is not { } set)
                return null;
            read.Add(set);
        }

        return new SemanticRequirement(read.ToImmutable());
    }

    /// <summary>A pre-release matches only where a comparator names a pre-release of the same three numbers.</summary>
    public bool Matches(SemanticVersion version) => sets.Any(set =>
        set.All(comparator => comparator.Matches(version))
        && (!version.IsPreRelease || set.Any(comparator => comparator.AdmitsPreReleasesOf(version))));

    private static ImmutableArray<SemanticComparator>? ReadSet(string[] words, string bare)
    {
        if (words is [var only] && only.Trim() is "*" or "x" or "X")
            return [];
        var set = ImmutableArray.CreateBuilder<SemanticComparator>();
        foreach (var word in words)
        {
            if (SemanticComparator.Parse(word.Trim(), bare) is not { } comparator)
                return null;
            set.Add(comparator);
        }

        return set.ToImmutable();
    }

    [GeneratedRegex(@"(?<from>\S+)\s+-\s+(?<to>\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex HyphenRange();

    [GeneratedRegex(@"(?<operator>[<>=~^]+)\s+", RegexOptions.ExplicitCapture)]
    private static partial Regex Operator();
}
