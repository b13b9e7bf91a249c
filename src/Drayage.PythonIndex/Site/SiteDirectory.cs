using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Platform.Storage;

namespace Drayage.PythonIndex.Site;

/// <summary>The directory that a site stands in. It changes as a whole, and only where nothing else stands in it.</summary>
/// <param name="path">Absolute path.</param>
internal sealed class SiteDirectory(string path)
{
    private const string Partial = ".partial-";

    /// <summary>Where files are kept on their way, beside the site.</summary>
    public string Staging { get; } = $"{path}{Partial}{Path.GetRandomFileName()}";

    /// <exception cref="ReleaseException">It holds what no site of this program does.</exception>
    public SiteState Read()
    {
        if (!Directory.Exists(path))
            return new SiteState();
        var state = SiteState.Read(path);
        var own = (state?.Pages ?? []).Append(SiteState.FileName).ToHashSet(StringComparer.Ordinal);
        if (Contents().FirstOrDefault(file => !own.Contains(file)) is { } foreign)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{path} is not a site that can be replaced",
                $"{foreign} in it was not written by drayage python-index build",
                "build into a directory of its own: --out DIR; for a branch of GitHub Pages copy that into its checkout");
        }

        return state ?? new SiteState();
    }

    /// <summary>What would change: path, with <c>+</c>, <c>-</c> or <c>~</c> before it.</summary>
    public ImmutableArray<string> Compare(ImmutableSortedDictionary<string, byte[]> pages)
    {
        var standing = Directory.Exists(path) ? Contents().ToHashSet(StringComparer.Ordinal) : [];
        return
        [
            .. pages.Where(page => !standing.Contains(page.Key)).Select(page => $"+ {page.Key}"),
            .. standing.Where(file => !pages.ContainsKey(file)).Order(StringComparer.Ordinal).Select(file => $"- {file}"),
            .. pages.Where(page => standing.Contains(page.Key) && !File.ReadAllBytes(Path.Combine(path, page.Key)).AsSpan().SequenceEqual(page.Value)).Select(page => $"~ {page.Key}"),
        ];
    }

    /// <summary>Puts the pages in the place of what stands there.</summary>
    public async Task ReplaceAsync(ImmutableSortedDictionary<string, byte[]> pages, CancellationToken cancellationToken)
    {
        var filled = Path.Combine(Staging, "site");
        foreach (var (name, content) in pages)
            await AtomicFile.WriteAsync(Path.Combine(filled, name), content, cancellationToken);
        ReplacedDirectory.Move(filled, path);
    }

    /// <summary>Removes what this run and those that broke off left beside the site.</summary>
    public void Clean()
    {
        var parent = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(parent))
            return;
        foreach (var left in Directory.GetDirectories(parent, Path.GetFileName(path) + Partial + "*"))
            Directory.Delete(left, recursive: true);
    }

    private IEnumerable<string> Contents() => Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Select(file => Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'));
}
