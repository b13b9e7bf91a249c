using System.Buffers;
using Drayage.Model;

namespace Drayage.Registries.Oci;

/// <summary>An upload under way. Whoever works on it holds its lock.</summary>
internal sealed class Upload(string id, string repository, DateTimeOffset started, long length)
{
    public string Id => id;

    public string Repository => repository;

    /// <summary>When it was begun, or bytes last came.</summary>
    public DateTimeOffset LastSeen { get; private set; } = started;

    /// <summary>Bytes received so far.</summary>
    public long Length { get; private set; } = length;

    /// <summary>The hash of all bytes so far; null when it has to be made from the file, as after a restart.</summary>
    public RunningHash? Hash { get; private set; }

    /// <summary>Set when the upload has become a blob, or was given up, while another request waited for its lock.</summary>
    public bool Over { get; private set; }

    /// <summary>Begins hashing along, which is possible only before the first byte.</summary>
    public void HashAs(string algorithm)
    {
        if (Length > 0 || Hash?.Algorithm == algorithm)
            return;
        Hash?.Dispose();
        Hash = new RunningHash(algorithm);
    }

    public void Took(in ReadOnlySequence<byte> content, DateTimeOffset now)
    {
        LastSeen = now;
        Length += content.Length;
        if (Hash is null)
            return;
        foreach (var segment in content)
            Hash.Append(segment.Span);
    }

    /// <summary>Forgets what came after the first <paramref name="length"/> bytes.</summary>
    public void BackTo(long length)
    {
        if (Length == length)
            return;
        Length = length;
        Forget();
        HashAs(Digest.Sha256);
    }

    public void End()
    {
        Over = true;
        Forget();
    }

    private void Forget()
    {
        Hash?.Dispose();
        Hash = null;
    }
}
