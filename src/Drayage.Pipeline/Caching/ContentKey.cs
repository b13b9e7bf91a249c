using System.Text;
using Drayage.Model;

namespace Drayage.Pipeline.Caching;

/// <summary>Collects everything that decides a result into one digest.</summary>
internal sealed class ContentKey
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a list of texts. Lengths stand before texts, so that no two lists read alike.</summary>
    public ContentKey Add(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
            text.Append(field.Length).Append(':').Append(field).Append(' ');
        text.Append('\n');
        return this;
    }

    public ContentKey Add(string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        foreach (var (key, value) in pairs)
            Add(name, key, value);
        return this;
    }

    public Digest ToDigest() => Digest.OfSha256(Encoding.UTF8.GetBytes(text.ToString()));
}
