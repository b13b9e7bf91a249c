using System.Collections.Immutable;

namespace Drayage.Ecosystems.Go.Locking;

/// <summary>The lines of a <c>go.sum</c>: <c>module version h1:…</c> for contents, <c>module version/go.mod h1:…</c> for a manifest alone.</summary>
internal sealed class GoSumLines
{
    private const string Manifest = "/go.mod";

    private readonly HashSet<(string Path, string Version)> lines;

    private GoSumLines(IEnumerable<(string Path, string Version)> lines) => this.lines = [.. lines];

    public static GoSumLines Empty { get; } = new([]);

    public static GoSumLines Read(string text) => new(
        from line in text.Split('\n')
        let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where words is [_, _, ['h', '1', ':', ..]]
        select (words[0], words[1]));

    public bool HasContents(string path, string version) => lines.Contains((path, version));

    public bool HasManifest(string path, string version) => lines.Contains((path, version + Manifest));

    /// <summary>The versions of a module that have a line of any kind, sorted.</summary>
    public ImmutableArray<string> VersionsOf(string path) =>
    [
        .. lines.Where(line => line.Path == path)
            .Select(line => line.Version.EndsWith(Manifest, StringComparison.Ordinal) ? line.Version[..^Manifest.Length] : line.Version)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
