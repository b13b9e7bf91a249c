using System.Text;

namespace Drayage.Platform.Archives.Tar;

/// <summary>What pax records and GNU's long names say about the entry that follows them.</summary>
internal sealed record TarExtension
{
    public static TarExtension None { get; } = new();

    private string? Name { get; init; }

    private string? LinkName { get; init; }

    private long? Size { get; init; }

    private long? UserId { get; init; }

    private long? GroupId { get; init; }

    public TarExtension WithLongName(ReadOnlySpan<byte> content) => this with { Name = Text(content) };

    public TarExtension WithLongLink(ReadOnlySpan<byte> content) => this with { LinkName = Text(content) };

    /// <summary>Reads <c>length key=value\n</c> records.</summary>
    /// <exception cref="InvalidDataException">A record has another form, or a number is none.</exception>
    public TarExtension WithRecords(ReadOnlySpan<byte> content, long offset)
    {
        var result = this;
        while (!content.IsEmpty)
        {
            var space = content.IndexOf((byte)' ');
            if (space is < 1 or > 9 || !int.TryParse(content[..space], out var length) || length <= space + 1 || length > content.Length)
                throw new InvalidDataException($"at byte {offset}: a pax record has no proper length");
            var record = content[(space + 1)..length];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1 || record[^1] != (byte)'\n')
                throw new InvalidDataException($"at byte {offset}: a pax record is not key=value");
            result = result.With(Encoding.UTF8.GetString(record[..equals]), Encoding.UTF8.GetString(record[(equals + 1)..^1]), offset);
            content = content[length..];
        }
        return result;
    }

    public TarMember Apply(TarMember member)
    {
        var linked = Name is null && LinkName is null ? member : member with { Name = Name ?? member.Name, LinkName = LinkName ?? member.LinkName };
        return Size is null && UserId is null && GroupId is null
            ? linked
            : linked with { Size = Size ?? member.Size, UserId = UserId ?? member.UserId, GroupId = GroupId ?? member.GroupId };
    }

    private TarExtension With(string key, string value, long offset) => key switch
    {
        "path" => this with { Name = Checked(key, value, offset) },
        "linkpath" => this with { LinkName = Checked(key, value, offset) },
        "size" => this with { Size = Number(key, value, offset) },
        "uid" => this with { UserId = Number(key, value, offset) },
        "gid" => this with { GroupId = Number(key, value, offset) },
        // A reader that does not know these would take the map of the holes for content.
        _ when key.StartsWith("GNU.sparse.", StringComparison.Ordinal) =>
            throw new InvalidDataException($"at byte {offset}: sparse files are not taken"),
        _ => this,
    };

    private static string Checked(string key, string value, long offset) => value.Contains('\0', StringComparison.Ordinal)
        ? throw new InvalidDataException($"at byte {offset}: the pax record {key} holds a NUL character")
        : value;

    private static long Number(string key, string value, long offset) =>
        long.TryParse(value, System.Globalization.NumberStyles.None, null, out var number)
            ? number
            : throw new InvalidDataException($"at byte {offset}: the pax record {key} is not a number");

    private static string Text(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? content : content[..end]);
    }
}
