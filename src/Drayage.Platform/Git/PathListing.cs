using System.Collections.Immutable;
using System.Text;

namespace Drayage.Platform.Git;

/// <summary>Reads one <c>git ls-files</c> that tells paths only: half the bytes of a <see cref="FileListing"/>, and no content is compared.</summary>
internal static class PathListing
{
    public static ImmutableArray<string> Arguments { get; } =
    [
        "-c", "core.fsmonitor=false",
        "ls-files", "-z", "-t", "--cached", "--deleted", "--others", "--exclude-standard",
    ];

    /// <summary>Tracked and untracked files that are on disk, sorted by ordinal.</summary>
    public static ImmutableArray<string> Read(ReadOnlySpan<byte> output)
    {
        var paths = new List<string>();
        var deleted = new HashSet<string>(StringComparer.Ordinal);
        while (!output.IsEmpty)
        {
            var end = output.IndexOf((byte)0);
            Add(output[..end], paths, deleted);
            output = output[(end + 1)..];
        }

        if (deleted.Count > 0)
            paths.RemoveAll(deleted.Contains);
        Sort(paths);
        return [.. paths];
    }

    // "<tag> <path>"
    private static void Add(ReadOnlySpan<byte> record, List<string> paths, HashSet<string> deleted)
    {
        var path = Encoding.UTF8.GetString(record[2..]);
        switch ((char)record[0])
        {
            case 'R':
                deleted.Add(path);
                break;
            case 'S':
                // Outside a sparse checkout, not on disk.
                break;
            case '?' when path.EndsWith('/'):
                // A repository within: its files are not ours.
                break;
            case 'M' when paths.Count > 0 && paths[^1] == path:
                // A file that a merge left open is listed once for each side.
                break;
            default:
                paths.Add(path);
                break;
        }
    }

    private static void Sort(List<string> paths)
    {
        // The index is in this order already; only untracked files and rare characters break it.
        for (var i = 1; i < paths.Count; i++)
        {
            if (string.CompareOrdinal(paths[i - 1], paths[i]) > 0)
            {
                paths.Sort(StringComparer.Ordinal);
                return;
            }
        }
    }
}
