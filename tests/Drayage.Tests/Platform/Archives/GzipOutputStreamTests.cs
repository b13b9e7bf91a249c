using System.IO.Compression;
using Drayage.Model;
using Drayage.Platform.Archives;
using Xunit;

namespace Drayage.Tests.Platform.Archives;

public sealed class GzipOutputStreamTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bytes_do_not_depend_on_how_writes_are_cut()
    {
        var input = Input(3 * GzipSegment.Size + 1234);
        var digests = new HashSet<Digest>();
        foreach (var cut in new[] { 100, 4096, 81_920, 1_000_000 })
            digests.Add(Digest.OfSha256(await CompressAsync(input, cut, CompressionSlots.Shared)));
        Assert.Single(digests);
    }

    [Fact]
    public async Task The_bytes_do_not_depend_on_the_number_of_workers()
    {
        var input = Input(20 * GzipSegment.Size + 77);
        var digests = new HashSet<Digest>();
        foreach (var slots in new[] { 0, 1, 3, 40 })
            digests.Add(Digest.OfSha256(await CompressAsync(input, 300_000, new CompressionSlots(slots))));
        Assert.Single(digests);
    }

    [Fact]
    public async Task Synchronous_writes_give_the_same_bytes()
    {
        var input = Input(2 * GzipSegment.Size + 5);
        using var output = new MemoryStream();
        // Both the writing and the closing: a caller that knows no await.
        WriteWithoutAwait(output, input);
        Assert.Equal(await CompressAsync(input, 4096, CompressionSlots.Shared), output.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(GzipSegment.Size - 1)]
    [InlineData(GzipSegment.Size)]
    [InlineData(GzipSegment.Size + 1)]
    [InlineData(5 * GzipSegment.Size)]
    public async Task It_is_one_member_with_the_right_check_value_and_length(int length)
    {
        var input = Input(length);
        var compressed = await CompressAsync(input, 65_536, CompressionSlots.Shared);
        Assert.Equal([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255], compressed[..10]);
        // What stands between header and trailer must be one whole deflate stream, final block included.
        using var plain = new MemoryStream();
        var deflated = new MemoryStream(compressed, 10, compressed.Length - 18);
        await new DeflateStream(deflated, CompressionMode.Decompress).CopyToAsync(plain, None);
        Assert.Equal(input, plain.ToArray());
        Assert.Equal(ReferenceTrailer(input), compressed[^8..]);
    }

    [Fact]
    public async Task What_does_not_compress_grows_by_less_than_a_thousandth()
    {
        var input = new byte[4 * GzipSegment.Size];
        new Random(3).NextBytes(input);
        Assert.InRange((await CompressAsync(input, 65_536, CompressionSlots.Shared)).Length, input.Length, input.Length + (input.Length / 1000));
    }

    [Fact]
    public async Task Segments_cost_less_than_three_percent_over_one_stream()
    {
        var input = Input(6 * GzipSegment.Size);
        using var whole = new MemoryStream();
        await using (var gzip = new GZipStream(whole, new ZLibCompressionOptions { CompressionLevel = 6 }, leaveOpen: true))
            await gzip.WriteAsync(input, None);
        var ours = await CompressAsync(input, 65_536, CompressionSlots.Shared);
        Assert.InRange(ours.Length, 0, whole.Length * 1.03);
    }

    [Fact]
    public async Task A_destination_that_fails_is_reported_once_and_every_slot_comes_back()
    {
        var slots = new CompressionSlots(3);
        var gzip = new GzipOutputStream(new FailingStream(), leaveOpen: true, slots);
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (var i = 0; i < 20; i++)
                await gzip.WriteAsync(Input(GzipSegment.Size), None);
        });
        await gzip.DisposeAsync();
        Assert.True(slots.TryTake() && slots.TryTake() && slots.TryTake());
        Assert.False(slots.TryTake());
    }

    [Fact]
    public async Task Many_streams_at_once_share_the_slots_and_all_end()
    {
        var slots = new CompressionSlots(2);
        var input = Input(5 * GzipSegment.Size);
        var digests = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(
            async () => Digest.OfSha256(await CompressAsync(input, 100_000, slots)), None)));
        Assert.Single(digests.Distinct());
    }

    private static async Task<byte[]> CompressAsync(byte[] input, int cut, CompressionSlots slots)
    {
        using var output = new MemoryStream();
        await using (var gzip = new GzipOutputStream(output, leaveOpen: true, slots))
        {
            for (var i = 0; i < input.Length; i += cut)
                await gzip.WriteAsync(input.AsMemory(i, Math.Min(cut, input.Length - i)), None);
        }
        return output.ToArray();
    }

    private static void WriteWithoutAwait(Stream output, byte[] input)
    {
        using var gzip = new GzipOutputStream(output, leaveOpen: true);
        gzip.Write(input);
    }

    private static byte[] ReferenceTrailer(byte[] input)
    {
        if (input.Length == 0)
            return new byte[8];
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(input);
        return whole.ToArray()[^8..];
    }

    private static byte[] Input(int length)
    {
        var random = new Random(7);
        var input = new byte[length];
        for (var i = 0; i < input.Length; i++)
            input[i] = (byte)(random.Next(4) == 0 ? random.Next(256) : i % 37);
        return input;
    }

    private sealed class FailingStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("no room");
    }
}
