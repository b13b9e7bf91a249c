using System.Text.RegularExpressions;

namespace Drayage.Registries.Npm.Publishing;

/// <summary>What may be a name of a new package, a version and a dist-tag.</summary>
internal static partial class PackageNames
{
    private const int Longest = 214;

    public static bool IsName(string text) => text.Length <= Longest && text is not ("node_modules" or "favicon.ico") && Name().IsMatch(text);

    /// <summary>SemVer 2.0.0 without build metadata, which registries drop.</summary>
    public static bool IsVersion(string text) => Version().IsMatch(text);

    /// <summary>A dist-tag must not be mistaken for a version range, as <c>1.x</c>, <c>v2</c> or <c>x</c> would be.</summary>
    public static bool IsDistTag(string text) => DistTag().IsMatch(text) && !RangeLike().IsMatch(text);

    [GeneratedRegex(@"\A(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[A-Za-z0-9._~-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex DistTag();

    [GeneratedRegex(@"\A[vV=]?([0-9]+|[xX*])(\.([0-9]+|[xX*])(\.([0-9]+|[xX*])([-+.][0-9A-Za-z.-]*)?)?)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RangeLike();
}
