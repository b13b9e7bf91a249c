using System.Collections.Immutable;
using System.Text;
using Drayage.Model;

namespace Drayage.Sealing.Checksums;

/// <summary>
/// A file of SHA-256 checksums as <c>sha256sum</c> writes it and <c>sha256sum --check</c> reads it. Names with
/// backslashes or line ends are escaped the way of GNU coreutils.
/// </summary>
public static class ChecksumFile
{
    private const string BsdStart = "SHA256 (";
    private const string BsdMiddle = ") = ";
    private const int HexLength = 64;

    /// <summary>UTF-8, one line an entry, sorted by name.</summary>
    /// <exception cref="ArgumentException">Two entries share a name, or a digest is no SHA-256.</exception>
    public static byte[] Write(IEnumerable<ChecksumEntry> entries)
    {
        var text = new StringBuilder();
        string? previous = null;
        foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Name == previous || entry.Name.Length == 0)
                throw new ArgumentException($"two entries or none are named '{entry.Name}'", nameof(entries));
            if (entry.Digest.Algorithm != Digest.Sha256)
                throw new ArgumentException($"{entry.Name} has a {entry.Digest.Algorithm} digest", nameof(entries));
            previous = entry.Name;
            var escaped = Escape(entry.Name);
            text.Append(escaped == entry.Name ? "" : "\\").Append(entry.Digest.Hex).Append("  ").Append(escaped).Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>
    /// Reads what <c>sha256sum</c> writes: text and binary mode, escaped names, and the BSD form of <c>--tag</c>. Empty
    /// lines and those that begin with <c>#</c> are passed over.
    /// </summary>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ReleaseException">A line is none of these, or one name has two checksums.</exception>
    public static ImmutableArray<ChecksumEntry> Parse(ReadOnlySpan<byte> content, string origin)
    {
        var entries = new Dictionary<string, ChecksumEntry>(StringComparer.Ordinal);
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1].TrimEnd('\r');
            if (line.Length == 0 || line[0] == '#')
                continue;
            var place = new SourceLocation(origin, number, 1);
            var entry = Entry(line) ?? throw Malformed(place, "it is not <64 hexadecimal digits>, two spaces and a file name");
            if (!entries.TryAdd(entry.Name, entry) && entries[entry.Name] != entry)
                throw Malformed(place, $"'{entry.Name}' has another checksum on an earlier line");
        }
        return [.. entries.Values];
    }

    private static ChecksumEntry? Entry(string line)
    {
        var isEscaped = line[0] == '\\';
        var text = isEscaped ? line[1..] : line;
        var (hex, name) = text.StartsWith(BsdStart, StringComparison.Ordinal) ? Bsd(text) : Gnu(text);
        var unescaped = isEscaped ? Unescape(name) : name;
        return unescaped is { Length: > 0 } && Digest.TryParse($"{Digest.Sha256}:{hex.ToLowerInvariant()}", out var digest)
            ? new ChecksumEntry(unescaped, digest)
            : null;
    }

    private static (string Hex, string Name) Gnu(string line) =>
        line.Length > HexLength + 2 && line[HexLength] == ' ' && line[HexLength + 1] is ' ' or '*'
            ? (line[..HexLength], line[(HexLength + 2)..])
            : ("", "");

    private static (string Hex, string Name) Bsd(string line)
    {
        var middle = line.LastIndexOf(BsdMiddle, StringComparison.Ordinal);
        return middle < BsdStart.Length ? ("", "") : (line[(middle + BsdMiddle.Length)..], line[BsdStart.Length..middle]);
    }

    private static string Escape(string name) =>
        name.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r");

    private static string? Unescape(string name)
    {
        var plain = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '\\')
            {
                plain.Append(name[i]);
                continue;
            }
            char? meant = ++i < name.Length ? name[i] switch { '\\' => '\\', 'n' => '\n', 'r' => '\r', _ => null } : null;
            if (meant is null)
                return null;
            plain.Append(meant);
        }
        return plain.ToString();
    }

    private static ReleaseException Malformed(SourceLocation place, string because) =>
        new(ExitCode.Refused, $"{place.Path} is no checksums file", $"{place}: {because}");
}
