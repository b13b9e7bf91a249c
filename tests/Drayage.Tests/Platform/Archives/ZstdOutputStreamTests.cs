using Drayage.Model;
using Drayage.Platform.Archives;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Archives;

public sealed class ZstdOutputStreamTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ZstdSegment.Size)]
    [InlineData((3 * ZstdSegment.Size) + 17)]
    public async Task The_zstd_program_reads_all_of_it(int length)
    {
        RequireLibrary();
        var input = Input(length);
        await File.WriteAllBytesAsync(directory["x.zst"], await CompressAsync(input, 50_000, CompressionSlots.Shared), None);
        (await Peer.Require("zstd").RunAsync("-d", "-q", directory["x.zst"], "-o", directory["x"])).Succeeded();
        Assert.Equal(input, await File.ReadAllBytesAsync(directory["x"], None));
    }

    [Fact]
    public async Task The_bytes_depend_neither_on_workers_nor_on_how_writes_are_cut()
    {
        RequireLibrary();
        var input = Input(6 * ZstdSegment.Size);
        var digests = new HashSet<Digest>();
        foreach (var (slots, cut) in new[] { (0, 1000), (1, 65_536), (8, 5_000_000) })
            digests.Add(Digest.OfSha256(await CompressAsync(input, cut, new CompressionSlots(slots))));
        Assert.Single(digests);
    }

    [Fact]
    public void Without_the_library_it_says_what_to_install_or_to_change()
    {
        Assert.Null(ZstdLibrary.Load(["libno-such-library.so.9"]));
        // A library that is there and is not this one.
        Assert.Null(ZstdLibrary.Load(["libc.so.6"]));
        var refusal = ZstdLibrary.Absent();
        Assert.Equal(ExitCode.Refused, refusal.Code);
        Assert.Contains("libzstd", refusal.Because, StringComparison.Ordinal);
        Assert.Contains("compression: gzip", refusal.Hint, StringComparison.Ordinal);
    }

    private static void RequireLibrary()
    {
        if (ZstdLibrary.Load(["libzstd.so.1"]) is null)
            Assert.Skip("libzstd is not installed");
    }

    private static async Task<byte[]> CompressAsync(byte[] input, int cut, CompressionSlots slots)
    {
        using var output = new MemoryStream();
        await using (var zstd = new ZstdOutputStream(output, leaveOpen: true, slots))
        {
            for (var i = 0; i < input.Length; i += cut)
                await zstd.WriteAsync(input.AsMemory(i, Math.Min(cut, input.Length - i)), None);
        }
        return output.ToArray();
    }

    private static byte[] Input(int length)
    {
        var random = new Random(11);
        var input = new byte[length];
        for (var i = 0; i < input.Length; i++)
            input[i] = (byte)(random.Next(5) == 0 ? random.Next(256) : i % 41);
        return input;
    }
}
