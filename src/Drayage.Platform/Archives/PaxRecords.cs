using System.Text;

namespace Drayage.Platform.Archives;

/// <summary>
/// The body of a pax extended header: <c>length key=value\n</c> records in the order of their keys, only for what
/// ustar cannot say.
/// </summary>
internal static class PaxRecords
{
    public static byte[] For(string path, string linkTarget, long size, ArchiveOwner owner)
    {
        var body = new StringBuilder();
        if (owner.GroupId > UstarHeader.MaxId)
            Append(body, "gid", owner.GroupId.ToString());
        if (linkTarget.Length > UstarHeader.NameLength || !Ascii.IsValid(linkTarget))
            Append(body, "linkpath", linkTarget);
        if (!UstarHeader.TrySplit(path, out _, out _))
            Append(body, "path", path);
        if (size > UstarHeader.MaxSize)
            Append(body, "size", size.ToString());
        if (owner.UserId > UstarHeader.MaxId)
            Append(body, "uid", owner.UserId.ToString());
        return Encoding.UTF8.GetBytes(body.ToString());
    }

    private static void Append(StringBuilder body, string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount(value) + key.Length + 3;
        var length = rest + rest.ToString().Length;
        // Adding the digits of the length may itself add a digit.
        if (rest + length.ToString().Length != length)
            length++;
        body.Append(length).Append(' ').Append(key).Append('=').Append(value).Append('\n');
    }
}
