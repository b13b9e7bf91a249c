using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Platform.Storage;

namespace Drayage.PythonIndex.Site;

/// <summary>The directory that a site stands in. It changes as a whole, and only where nothing else stands in it.</summary>
/// <param name="path">Absolute path.</param>
internal sealed class SiteDirectory(string path) : IDisposable
{
    private const string Partial = ".partial-";
    private const string ClaimName = ".claim";

    /// <summary>Held open as long as the run lasts, so that others tell it from one that broke off.</summary>
    private FileStream? claim;

    /// <summary>Where files are kept on their way, beside the site.</summary>
    public string Staging { get; } = $"{path}{Partial}{Path.GetRandomFileName()}";

    /// <exception cref="ReleaseException">It holds what no site of this program does.</exception>
    public SiteState Read()
    {
        if (File.Exists(path))
            throw new ReleaseException(ExitCode.Usage, $"{path} is not a site that can be replaced", "it is a file", "name a directory: --out DIR");
        if (!Directory.Exists(path))
            return new SiteState();
        var state = SiteState.Read(path);
        if (state is null && File.Exists(Path.Combine(path, SiteState.FileName)))
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{path} is not a site that can be replaced",
                $"{SiteState.FileName} in it is damaged, or of another version of drayage, so that nothing says which files are the site's",
                $"look at what is in it, and build the site anew: rm -r {path}");
        }

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

    /// <summary>Makes the place for files on their way.</summary>
    /// <exception cref="ReleaseException">It cannot be made.</exception>
    public void Begin() => Write(() =>
    {
        Directory.CreateDirectory(Staging);
        claim = new FileStream(Path.Combine(Staging, ClaimName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    });

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
    /// <exception cref="ReleaseException">It cannot be written.</exception>
    public async Task ReplaceAsync(ImmutableSortedDictionary<string, byte[]> pages, CancellationToken cancellationToken)
    {
        var filled = Path.Combine(Staging, "site");
        foreach (var (name, content) in pages)
            await AtomicFile.WriteAsync(Path.Combine(filled, name), content, cancellationToken);
        Write(() => ReplacedDirectory.Move(filled, path));
    }

    /// <summary>Removes what this run and those that broke off left beside the site.</summary>
    public void Dispose()
    {
        claim?.Dispose();
        var parent = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(parent))
            return;
        foreach (var left in Directory.GetDirectories(parent, Path.GetFileName(path) + Partial + "*").Where(IsLeft))
            Directory.Delete(left, recursive: true);
    }

    private static bool IsLeft(string staging)
    {
        try
        {
            using var taken = new FileStream(Path.Combine(staging, ClaimName), FileMode.Open, FileAccess.Write, FileShare.None);
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            // Somebody else builds the site at this moment, or has just cleaned up.
            return false;
        }
    }

    private void Write(Action change)
    {
        try
        {
            change();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Refused, $"{path} cannot be written", refused.Message, "name a directory below one that you may write to: --out DIR", refused);
        }
    }

    private IEnumerable<string> Contents() => Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Select(file => Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'));
}
