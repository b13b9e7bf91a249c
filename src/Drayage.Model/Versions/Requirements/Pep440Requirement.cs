using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Model.Versions.Requirements;

/// <summary>A version specifier by PEP 440, with Poetry's <c>^</c> and <c>~</c>. Pre-releases count by their order alone.</summary>
public sealed partial class Pep440Requirement
{
    private readonly ImmutableArray<Clause> clauses;

    private Pep440Requirement(ImmutableArray<Clause> clauses) => this.clauses = clauses;

    /// <returns>Null where the text is no specifier.</returns>
    public static Pep440Requirement? Parse(string text)
    {
        var read = ImmutableArray.CreateBuilder<Clause>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "*")
                continue;
            var match = Pattern().Match(part);
            if (!match.Success || !Pep440Version.TryParse(match.Groups["version"].Value, out var version))
                return null;
            read.Add(new Clause(match.Groups["operator"].Value, version, match.Groups["all"].Success));
        }

        return new Pep440Requirement(read.ToImmutable());
    }

    public bool Matches(Pep440Version version) => clauses.All(clause => clause.Matches(version));

    private sealed record Clause(string Operator, Pep440Version Bound, bool IsPrefix)
    {
        public bool Matches(Pep440Version version) => Operator switch
        {
            "==" or "===" or "" => IsPrefix ? HasPrefix(version, Bound.Release.Length) : IsEqual(version),
            "!=" => IsPrefix ? !HasPrefix(version, Bound.Release.Length) : !IsEqual(version),
            "~=" => version.CompareTo(Bound) >= 0 && HasPrefix(version, Bound.Release.Length - 1),
            ">=" => version.CompareTo(Bound) >= 0,
            "<=" => version.CompareTo(Bound) <= 0 || IsEqual(version),
            // Exclusive comparison passes over what belongs to the bound itself: its pre-releases below, its post-releases above.
            "<" => version.CompareTo(Bound) < 0 && (Bound.IsPreRelease || !version.IsPreRelease || !SameRelease(version)),
            ">" => version.CompareTo(Bound) > 0 && (Bound.Post is not null || version.Post is null || !SameRelease(version)) && !(version.IsLocal && SameRelease(version)),
            "~" => version.CompareTo(Bound) >= 0 && HasPrefix(version, Math.Clamp(Bound.Release.Length - 1, 1, 2)),
            _ => version.CompareTo(Bound) >= 0 && HasPrefix(version, CaretPrefix()),
        };

        // A bound without a local version admits all local versions of it.
        private bool IsEqual(Pep440Version version) => (Bound.IsLocal ? version : version.WithoutLocal()).Equals(Bound);

        private bool SameRelease(Pep440Version version) => HasPrefix(version, Math.Max(version.Release.Length, Bound.Release.Length));

        private bool HasPrefix(Pep440Version version, int count) =>
            version.Epoch == Bound.Epoch && Enumerable.Range(0, count).All(i => NumericCore.At(version.Release, i) == NumericCore.At(Bound.Release, i));

        private int CaretPrefix() =>
            Enumerable.Range(0, Bound.Release.Length).FirstOrDefault(i => !Bound.Release[i].IsZero, Bound.Release.Length - 1) + 1;
    }

    [GeneratedRegex(@"^(?<operator>===|~=|==|!=|<=|>=|<|>|\^|~)?\s*(?<version>.+?)(?<all>\.\*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
