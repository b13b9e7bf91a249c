using System.Text.RegularExpressions;

namespace Drayage.Model.Versions.Requirements;

/// <summary>Requirements of packages on each other, in the spelling of their ecosystem.</summary>
public static partial class VersionRequirement
{
    /// <summary>Whether a requirement admits a version.</summary>
    /// <param name="version">In the ecosystem's own spelling.</param>
    /// <returns>Null where the ecosystem or the form of the requirement is not known.</returns>
    public static bool? Admits(NativeSpelling spelling, string requirement, string version) => spelling switch
    {
        NativeSpelling.Cargo => SemanticVersion.TryParse(version, out var native) ? SemanticRequirement.ParseCargo(requirement)?.Matches(native) : null,
        // Unlike other ranges this one takes pre-releases of a workspace's own packages too.
        NativeSpelling.Npm when WithoutProtocol(requirement) is "*" or "" => true,
        NativeSpelling.Npm or NativeSpelling.Helm => SemanticVersion.TryParse(version, out var native)
            ? SemanticRequirement.ParseRange(WithoutProtocol(requirement))?.Matches(native)
            : null,
        NativeSpelling.Pep440 => Pep440Version.TryParse(version, out var native) ? Pep440Requirement.Parse(requirement)?.Matches(native) : null,
        NativeSpelling.NuGet => NuGetVersionText.TryParse(version, out var native) ? NuGetRequirement.Parse(requirement)?.Matches(native) : null,
        _ => null,
    };

    /// <summary>
    /// Moves a requirement with the package that it names. Where it names the present version in full, except as an upper bound, the
    /// new one takes its place. Otherwise it stays as long as it admits the new one; a single short form such as <c>0.4</c> or
    /// <c>1.2.*</c> that does not is raised to as many numbers of the new one, or to all of a pre-release.
    /// </summary>
    /// <param name="from">The present version in the ecosystem's own spelling.</param>
    /// <param name="to">The new one.</param>
    public static MovedRequirement Move(NativeSpelling spelling, string requirement, string from, string to)
    {
        if (PatternOf(spelling) is not { } pattern || Admits(spelling, requirement, to) is not { } admitted)
            return new MovedRequirement.Kept();
        var moved = pattern.Replace(requirement, match => IsBound(match, requirement) || !IsSame(spelling, match.Groups["version"].Value, from) ? match.Value : Put(match, to));
        if (moved == requirement && !admitted)
            moved = Raised(spelling, pattern, requirement, to);
        if (Admits(spelling, moved, to) != true)
            return new MovedRequirement.ShutOut(moved);
        return moved == requirement ? new MovedRequirement.Kept() : new MovedRequirement.Rewritten(moved);
    }

    private static string Raised(NativeSpelling spelling, Regex pattern, string requirement, string to)
    {
        if (pattern.Matches(requirement) is not [var only] || IsBound(only, requirement))
            return requirement;
        var (text, numbers) = (only.Groups["version"].Value, to.Split('.'));
        var isPreRelease = spelling == NativeSpelling.Pep440 ? Pep440Version.Parse(to).IsPreRelease : to.Contains('-');
        var given = text.TrimEnd('*', 'x', 'X', '.').Split('.').Length;
        if (isPreRelease || given >= numbers.Length)
            return Put(requirement, only, to);
        var wildcards = text[text.TrimEnd('*', 'x', 'X', '.').Length..];
        return Put(requirement, only, string.Join('.', numbers[..given]) + wildcards);
    }

    private static string Put(string requirement, Match match, string version) =>
        string.Concat(requirement.AsSpan(0, match.Index), Put(match, version), requirement.AsSpan(match.Index + match.Length));

    private static string Put(Match match, string version)
    {
        var place = match.Groups["version"].Index - match.Index;
        return string.Concat(match.Value.AsSpan(0, place), version, match.Value.AsSpan(place + match.Groups["version"].Length));
    }

    /// <summary>Upper bounds and exclusions say what people do not want; they never follow a version.</summary>
    private static bool IsBound(Match match, string requirement) =>
        match.Groups["operator"].Value.StartsWith('<') || match.Groups["operator"].Value is "!=" or ">"
        || requirement.AsSpan(0, match.Index).TrimEnd() is [.., ',' or '('] && requirement.TrimEnd() is [.., ']' or ')']
        || requirement[..match.Index].EndsWith(" - ", StringComparison.Ordinal);

    // Equal in rank and in length: ~=1.0 asks for something else than ~=1.0.0.
    private static bool IsSame(NativeSpelling spelling, string text, string version) =>
        text == version
        || spelling == NativeSpelling.Pep440 && Pep440Version.TryParse(text, out var named) && Pep440Version.TryParse(version, out var native)
            && named.Equals(native) && named.Release.Length == native.Release.Length;

    // workspace:^1.2.0 of pnpm and yarn; a bare workspace:^ follows by itself.
    private static string WithoutProtocol(string requirement)
    {
        var rest = requirement.StartsWith("workspace:", StringComparison.Ordinal) ? requirement["workspace:".Length..] : requirement;
        return rest is "^" or "~" ? "*" : rest;
    }

    private static Regex? PatternOf(NativeSpelling spelling) => spelling switch
    {
        NativeSpelling.Cargo or NativeSpelling.Npm or NativeSpelling.Helm => Semantic(),
        NativeSpelling.Pep440 => Python(),
        NativeSpelling.NuGet => NuGet(),
        _ => null,
    };

    [GeneratedRegex(@"(?<operator>\^|~>?|>=|<=|!=|>|<|=)?\s*v?(?<version>\d+(\.(\d+|[xX*]))*(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?)", RegexOptions.ExplicitCapture)]
    private static partial Regex Semantic();

    [GeneratedRegex(@"(?<operator>===|~=|==|!=|<=|>=|<|>|\^|~)?\s*(?<version>\d[0-9A-Za-z.!+_*-]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Python();

    [GeneratedRegex(@"(?<operator>)(?<version>\d+(\.\d+)*(-[0-9A-Za-z.-]+)?)", RegexOptions.ExplicitCapture)]
    private static partial Regex NuGet();
}
