using System.Globalization;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>The <c>[MSBuild]::</c> functions whose result depends on nothing but their arguments and the repository's files.</summary>
internal static class BuildFunctions
{
    public static object? Call(ProjectFiles files, string name, object?[] arguments) => (name, arguments) switch
    {
        ("GetDirectoryNameOfFileAbove", [string from, string file]) => files.DirectoryAbove(from, file),
        ("GetPathOfFileAbove", [string file]) => files.PathAbove(files.ThisFileDirectory, file),
        ("GetPathOfFileAbove", [string file, string from]) => files.PathAbove(from, file),
        ("EnsureTrailingSlash", [string path]) => TrailingSlash(path),
        ("NormalizePath", [.. var parts]) => Normal(files, parts),
        ("NormalizeDirectory", [.. var parts]) => TrailingSlash(Normal(files, parts)),
        ("MakeRelative", [string from, string path]) => Path.GetRelativePath(StaticFunctions.Slashed(from), StaticFunctions.Slashed(path)),
        ("ValueOrDefault", [string value, string fallback]) => value.Length > 0 ? value : fallback,
        ("Escape" or "Unescape", [string text]) => text,
        ("AreFeaturesEnabled", [_]) => true,
        ("VersionEquals", [string left, string right]) => Compare(left, right) == 0,
        ("VersionNotEquals", [string left, string right]) => Compare(left, right) != 0,
        ("VersionGreaterThan", [string left, string right]) => Compare(left, right) > 0,
        ("VersionGreaterThanOrEquals", [string left, string right]) => Compare(left, right) >= 0,
        ("VersionLessThan", [string left, string right]) => Compare(left, right) < 0,
        ("VersionLessThanOrEquals", [string left, string right]) => Compare(left, right) <= 0,
        ("GetTargetFrameworkIdentifier", [string framework]) => TargetFramework.Parse(framework)?.Identifier ?? (object)Unknown.Value,
        ("GetTargetFrameworkVersion", [string framework]) => TargetFramework.Parse(framework)?.Version.ToString() ?? (object)Unknown.Value,
        ("IsTargetFrameworkCompatible", [string target, string candidate]) => Compatible(target, candidate) ?? (object)Unknown.Value,
        ("Add", [var left, var right]) => Arithmetic(left, right, (a, b) => a + b, (a, b) => a + b),
        ("Subtract", [var left, var right]) => Arithmetic(left, right, (a, b) => a - b, (a, b) => a - b),
        ("Multiply", [var left, var right]) => Arithmetic(left, right, (a, b) => a * b, (a, b) => a * b),
        ("Divide", [var left, var right]) => Arithmetic(left, right, (a, b) => a / b, (a, b) => a / b),
        ("Modulo", [var left, var right]) => Arithmetic(left, right, (a, b) => a % b, (a, b) => a % b),
        _ => Unknown.Value,
    };

    private static string TrailingSlash(string path) => path.Length == 0 || path[^1] is '/' or '\\' ? path : path + Path.DirectorySeparatorChar;

    private static string Normal(ProjectFiles files, object?[] parts) =>
        Path.GetFullPath(Path.Combine([files.ProjectDirectory, .. parts.Select(part => StaticFunctions.Slashed((string?)part ?? ""))]));

    // MSBuild forgives a leading `v`, drops pre-release labels and takes missing parts for 0.
    private static int Compare(string left, string right) => Parse(left).CompareTo(Parse(right));

    private static Version Parse(string text)
    {
        text = text.Trim().TrimStart('v', 'V');
        var numbers = text.Split('-', '+')[0].Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList();
        while (numbers.Count < 4)
            numbers.Add(0);
        return new Version(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static bool? Compatible(string target, string candidate) =>
        TargetFramework.Parse(target) is { } have && TargetFramework.Parse(candidate) is { } want && have.Identifier == want.Identifier
            ? have.Version >= want.Version
            : null;

    // Whole numbers stay whole: 9 divided by 2 is 4.
    private static object Arithmetic(object? left, object? right, Func<long, long, long> whole, Func<double, double, double> real) =>
        Whole(left) is { } a && Whole(right) is { } b
            ? whole(a, b)
            : real(Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture));

    private static long? Whole(object? value) =>
        long.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
