namespace Drayage.Ecosystems.Go.Detection;

/// <summary>What the go command reads out of module and import paths (go.dev/ref/mod#major-version-suffixes).</summary>
internal static class GoImportPath
{
    /// <summary><c>v2</c>, <c>v10</c>: a last element that names a major version from 2 on.</summary>
    public static bool IsMajorSuffix(string element) =>
        element.Length >= 2 && element[0] == 'v' && element[1] is >= '1' and <= '9' && element != "v1" && element.Skip(1).All(char.IsAsciiDigit);

    /// <summary>The major version that the path names; null where it names none, which stands for v0 and v1.</summary>
    public static int? MajorOf(string modulePath)
    {
        var last = modulePath[(modulePath.LastIndexOf('/') + 1)..];
        if (modulePath.StartsWith("gopkg.in/", StringComparison.Ordinal) && last.LastIndexOf(".v", StringComparison.Ordinal) is var dot and >= 0)
            return int.TryParse(last.AsSpan(dot + 2), out var major) ? major : null;
        return IsMajorSuffix(last) && int.TryParse(last.AsSpan(1), out var number) ? number : null;
    }

    /// <summary>The path without its major version element.</summary>
    public static string WithoutMajor(string modulePath) =>
        modulePath.LastIndexOf('/') is var slash and >= 0 && IsMajorSuffix(modulePath[(slash + 1)..]) ? modulePath[..slash] : modulePath;

    /// <summary>The name that <c>go build</c> gives the executable of a main package.</summary>
    public static string ExecutableName(string importPath)
    {
        var path = WithoutMajor(importPath);
        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>True where the first element can be a host, as the go command demands of a path it should fetch.</summary>
    public static bool HasHost(string modulePath) => modulePath.Split('/')[0] is var first && first.Contains('.') && !first.StartsWith('.');
}
