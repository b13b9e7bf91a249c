using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Drayage.Platform.Git;

/// <summary>Reads one <c>git ls-files</c> that tells index entries, modified, deleted and untracked files at once.</summary>
internal sealed class FileListing
{
    private readonly List<SourceFile> clean = [];
    private readonly Dictionary<string, string> dirty = new(StringComparer.Ordinal);
    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);

    public static ImmutableArray<string> Arguments { get; } =
    [
        "-c", "core.fsmonitor=false",
        "ls-files", "-z", "-t", "--stage", "--modified", "--deleted", "--others", "--exclude-standard",
    ];

    /// <summary>Changed and untracked files: path and mode in the index, empty for an untracked one.</summary>
    public IEnumerable<KeyValuePair<string, string>> Dirty => dirty.Where(file => !deleted.Contains(file.Key));

    /// <summary>The hash that the repository names its objects with.</summary>
    public HashAlgorithmName HashAlgorithm =>
        clean.Count > 0 && clean[0].Blob.Hex.Length == 64 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;

    public static FileListing Read(ReadOnlySpan<byte> output)
    {
        var listing = new FileListing();
        while (!output.IsEmpty)
        {
            var end = output.IndexOf((byte)0);
            listing.Add(output[..end]);
            output = output[(end + 1)..];
        }
        return listing;
    }

    /// <summary>All files: clean ones from the index, dirty ones as they were hashed.</summary>
    public ImmutableArray<SourceFile> MergeWith(IEnumerable<SourceFile> hashed)
    {
        List<SourceFile> files = [.. clean.Where(file => !IsReplaced(file.Path)), .. hashed];
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return [.. files];
    }

    private bool IsReplaced(string path) =>
        (dirty.Count > 0 && dirty.ContainsKey(path)) || (deleted.Count > 0 && deleted.Contains(path));

    // "? path" for an untracked file, "<tag> <mode> <object> <stage>\t<path>" for all others.
    private void Add(ReadOnlySpan<byte> record)
    {
        var tag = (char)record[0];
        if (tag == '?')
        {
            // A trailing slash marks a repository within: its files are not ours.
            if (record[^1] != (byte)'/')
                dirty[Encoding.UTF8.GetString(record[2..])] = "";
            return;
        }
        var tab = record.IndexOf((byte)'\t');
        var path = Encoding.UTF8.GetString(record[(tab + 1)..]);
        var mode = Mode(record[2..8]);
        var isMerged = record[tab - 1] == (byte)'0';
        switch (tag)
        {
            case 'R':
                deleted.Add(path);
                break;
            case 'C':
                dirty[path] = mode;
                break;
            case 'H' when isMerged:
                clean.Add(new SourceFile(path, mode, GitObjectId.Parse(Encoding.ASCII.GetString(record[9..(tab - 2)])), IsDirty: false));
                break;
            case 'H' or 'M':
                dirty[path] = mode;
                break;
            default:
                // S: outside a sparse checkout, not on disk.
                break;
        }
    }

    private static string Mode(ReadOnlySpan<byte> mode) =>
        Utf8Parser.TryParse(mode, out int number, out _)
            ? number switch
            {
                100644 => "100644",
                100755 => "100755",
                120000 => "120000",
                160000 => "160000",
                _ => Encoding.ASCII.GetString(mode),
            }
            : Encoding.ASCII.GetString(mode);
}
