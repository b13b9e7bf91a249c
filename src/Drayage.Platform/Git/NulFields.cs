using System.Text;

namespace Drayage.Platform.Git;

/// <summary>Reads the NUL-terminated fields that git writes with <c>-z</c>.</summary>
internal ref struct NulFields(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Takes the next field; false at the end.</summary>
    public bool TryNext(out string field)
    {
        field = "";
        if (rest.IsEmpty)
            return false;
        var end = rest.IndexOf((byte)0);
        field = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
        rest = end < 0 ? [] : rest[(end + 1)..];
        return true;
    }
}
