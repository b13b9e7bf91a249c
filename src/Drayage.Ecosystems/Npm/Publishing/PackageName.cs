namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>Names of packages as registries' addresses spell them.</summary>
internal static class PackageName
{
    /// <summary><c>@scope</c>; null for a package without one.</summary>
    public static string? ScopeOf(string name) => name.StartsWith('@') && name.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? name[..slash] : null;

    /// <summary>One segment of an address: <c>@scope%2fname</c>.</summary>
    public static string Escape(string name) => name.Replace("/", "%2f", StringComparison.Ordinal);

    /// <summary>The package as purl and provenance statements name it: <c>pkg:npm/%40scope/name@1.0.0</c>.</summary>
    public static string Purl(string name, string version) => $"pkg:npm/{name.Replace("@", "%40", StringComparison.Ordinal)}@{version}";
}
