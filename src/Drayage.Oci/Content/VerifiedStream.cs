using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Platform.Storage;

namespace Drayage.Oci.Content;

/// <summary>
/// Reads content that is named by a descriptor. The read that meets the end checks size and digest; a reader that
/// stops earlier has seen unchecked bytes.
/// </summary>
public sealed class VerifiedStream : ForwardStream
{
    private readonly Stream inner;
    private readonly Descriptor expected;
    private readonly string origin;
    private readonly IncrementalHash hash;
    private long count;
    private bool verified;

    /// <param name="inner">Closed together with this stream.</param>
    /// <param name="expected">What the content must be.</param>
    /// <param name="origin">For the message: where the content comes from.</param>
    public VerifiedStream(Stream inner, Descriptor expected, string origin)
    {
        this.inner = inner;
        this.expected = expected;
        this.origin = origin;
        hash = expected.Digest.NewHash();
    }

    public override long Length => expected.Size;

    public override long Position
    {
        get => count;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Check(buffer, inner.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Check(buffer.Span, read);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        hash.Dispose();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            hash.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Check(ReadOnlySpan<byte> buffer, int read)
    {
        if (read > 0)
        {
            hash.AppendData(buffer[..read]);
            count += read;
            if (count > expected.Size)
                throw ContentMismatch.Size(expected, origin, count);
        }
        else if (buffer.Length > 0 && !verified)
        {
            Verify();
        }
        return read;
    }

    private void Verify()
    {
        verified = true;
        if (count != expected.Size)
            throw ContentMismatch.Size(expected, origin, count);
        var actual = Digest.FromHash(expected.Digest.Algorithm, hash.GetHashAndReset());
        if (actual != expected.Digest)
            throw ContentMismatch.Digest(expected.Digest, origin, actual);
    }
}
