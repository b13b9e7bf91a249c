using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.Containers;

/// <summary>Numeric owner of a path in an image.</summary>
public sealed record PathOwner(int UserId, int GroupId);

/// <summary>Reads modes and owners of paths in an image.</summary>
internal static class PathRights
{
    /// <summary>Permission bits with set-user-id, set-group-id and sticky.</summary>
    private const int MaxMode = 0xFFF;

    /// <summary>Whether the path is absolute and names nothing by way of another.</summary>
    public static bool IsClean(string path) =>
        path.StartsWith('/') && !path.Contains('\\', StringComparison.Ordinal) && !path.Split('/').Any(segment => segment is "." or "..");

    public static ImmutableSortedDictionary<string, int> ReadModes(SectionReader reader, Setting<ImmutableSortedDictionary<string, string>> key) =>
        Read<int>(reader, key, TryParseMode, "is no mode", "write an octal number, such as \"0750\"");

    public static ImmutableSortedDictionary<string, PathOwner> ReadOwners(SectionReader reader, Setting<ImmutableSortedDictionary<string, string>> key) =>
        Read<PathOwner>(reader, key, TryParseOwner, "is no owner", "write UID:GID as numbers, such as 65532:65532; names mean something else in every image");

    private delegate bool Parser<T>(string text, [NotNullWhen(true)] out T? value);

    private static ImmutableSortedDictionary<string, T> Read<T>(
        SectionReader reader, Setting<ImmutableSortedDictionary<string, string>> key, Parser<T> tryParse, string wrong, string hint)
        where T : notnull
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var (path, text) in reader.Get(key) ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (!IsClean(path))
                reader.Problems.Add($"'{path}' is no absolute path in the image", reader.LocationOf(key), $"write /{path.TrimStart('/')}, without . and ..");
            else if (tryParse(text, out var value))
                read[path] = value;
            else
                reader.Problems.Add($"'{text}' {wrong}", reader.LocationOf(key), hint);
        }
        return read.ToImmutable();
    }

    private static bool TryParseMode(string text, out int mode)
    {
        mode = 0;
        if (text.Length is 0 or > 5 || text.AsSpan().ContainsAnyExceptInRange('0', '7'))
            return false;
        mode = Convert.ToInt32(text, 8);
        return mode <= MaxMode;
    }

    private static bool TryParseOwner(string text, [NotNullWhen(true)] out PathOwner? owner)
    {
        owner = null;
        var parts = text.Split(':');
        if (parts.Length != 2 || !IsId(parts[0], out var user) || !IsId(parts[1], out var group))
            return false;
        owner = new PathOwner(user, group);
        return true;
    }

    private static bool IsId(string text, out int id) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
