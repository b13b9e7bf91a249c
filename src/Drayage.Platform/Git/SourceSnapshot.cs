using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Drayage.Model;

namespace Drayage.Platform.Git;

/// <summary>
/// All files of a working tree that are not ignored, with the names of their contents: what a build can read.
/// Files that exist on disk only; deleted ones are left out.
/// </summary>
public sealed class SourceSnapshot
{
    internal SourceSnapshot(ImmutableArray<SourceFile> files) => Files = files;

    /// <summary>Sorted by path, ordinal.</summary>
    public ImmutableArray<SourceFile> Files { get; }

    /// <summary>The file at a path relative to the root, or null.</summary>
    public SourceFile? Find(string path)
    {
        var index = LowerBound(path);
        return index < Files.Length && Files[index].Path == path ? Files[index] : null;
    }

    /// <summary>The files below a directory, relative to the root; all of them for the empty path.</summary>
    public ReadOnlySpan<SourceFile> Under(string directory)
    {
        if (directory.Length == 0)
            return Files.AsSpan();
        var prefix = directory.TrimEnd('/');
        // '0' follows '/' in the code table: every path below the directory lies between the two.
        return Files.AsSpan()[LowerBound(prefix + '/')..LowerBound(prefix + '0')];
    }

    /// <summary>
    /// One digest for some directories: it changes when a path, a mode or a content below them does, and with nothing else.
    /// </summary>
    /// <param name="directories">Relative to the root; order and repetition do not matter.</param>
    public Digest DigestOf(params IEnumerable<string> directories)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = new SortedDictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var directory in directories)
        {
            foreach (var file in Under(directory))
                files[file.Path] = file;
        }
        foreach (var file in files.Values)
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Mode} {file.Blob.Hex} {file.Path}\0"));
        return Digest.FromHash(Digest.Sha256, hash.GetHashAndReset());
    }

    private int LowerBound(string path)
    {
        var (low, high) = (0, Files.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(Files[middle].Path, path) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
