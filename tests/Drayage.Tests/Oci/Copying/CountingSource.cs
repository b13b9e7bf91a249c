using System.Collections.Concurrent;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Tests.Oci.Copying;

/// <summary>Counts the bytes read of each blob, by whichever way it was opened.</summary>
internal sealed class CountingSource(IImageSource inner) : IImageSource
{
    public ConcurrentDictionary<Digest, long> BytesRead { get; } = new();

    public string Origin => inner.Origin;

    public Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken) => inner.ResolveAsync(reference, cancellationToken);

    public Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        inner.ReadManifestAsync(descriptor, cancellationToken);

    public async Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken) =>
        new Counted(await inner.OpenBlobAsync(descriptor, offset, cancellationToken), count => Add(descriptor, count));

    public async Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken) =>
        new Counted(await inner.OpenUncheckedBlobAsync(descriptor, offset, cancellationToken), count => Add(descriptor, count));

    private void Add(Descriptor descriptor, int count) => BytesRead.AddOrUpdate(descriptor.Digest, count, (_, sum) => sum + count);

    private sealed class Counted(Stream inner, Action<int> count) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            count(read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int size) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int size) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
