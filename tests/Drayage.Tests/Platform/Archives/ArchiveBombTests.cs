using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Drayage.Model;
using Drayage.Platform.Archives;
using Drayage.Testing;
using Drayage.Tests.Platform.Archives.Tar;
using Xunit;

namespace Drayage.Tests.Platform.Archives;

/// <summary>Archives that are small and want to be large.</summary>
public sealed class ArchiveBombTests : IDisposable
{
    private const long Limit = 1_000_000;

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_pax_header_that_claims_gigabytes_is_refused_before_they_are_taken()
    {
        var tar = Tar(writer => writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "f") { DataStream = new MemoryStream("x"u8.ToArray()) }));
        tar[156] = (byte)'x';
        "17777777777\0"u8.CopyTo(tar.AsSpan(124));
        TarChecksum.Mend(tar, 0);
        await RefusedAsync(tar, ArchiveFormat.Tar, "extended header claims 2147483647 bytes");
        await RefusedAsync(Gzip(tar), ArchiveFormat.TarGz, "extended header claims 2147483647 bytes");
    }

    [Fact]
    public async Task Zeros_after_the_end_of_a_tar_are_not_unpacked()
    {
        // 64 MiB of zeros in some 64 KiB: whoever reads on to the end of the stream pays for them.
        var tar = Tar(writer => writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "f") { DataStream = new MemoryStream("x"u8.ToArray()) }));
        Assert.Equal(["f"], await ExtractAsync(Gzip([.. tar, .. new byte[64 * 1024 * 1024]]), ArchiveFormat.TarGz));
    }

    [Fact]
    public async Task Contents_that_are_skipped_count_too()
    {
        var tar = Tar(writer => writer.WriteEntry(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string>(StringComparer.Ordinal) { ["comment"] = new string('x', 3_000_000) })));
        await RefusedAsync(Gzip(tar), ArchiveFormat.TarGz, $"grows beyond {Limit} bytes");
    }

    [Fact]
    public async Task Many_members_of_gzip_are_counted_together()
    {
        var tar = Tar(writer => writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "f") { DataStream = new MemoryStream(new byte[3_000_000]) }));
        var members = tar.Chunk(100_000).SelectMany(Gzip).ToArray();
        await RefusedAsync(members, ArchiveFormat.TarGz, $"grows beyond {Limit} bytes");
    }

    [Fact]
    public async Task A_zip_whose_directory_lies_about_sizes_does_not_outgrow_them()
    {
        var zip = Zip("f", new byte[3_000_000]);
        foreach (var (signature, offset) in new[] { ("PK\u0001\u0002", 24), ("PK\u0003\u0004", 22) })
        {
            var at = zip.AsSpan().IndexOf(Encoding.Latin1.GetBytes(signature));
            BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(at + offset), 10);
        }
        try
        {
            await ExtractAsync(zip, ArchiveFormat.Zip);
        }
        catch (ReleaseException)
        {
            // Refusing is as good as believing the ten bytes.
        }
        Assert.True(!File.Exists(directory["out", "f"]) || new FileInfo(directory["out", "f"]).Length <= Limit);
    }

    [Fact]
    public async Task Entries_of_a_zip_that_share_their_bytes_are_counted_each()
    {
        // Every entry of the directory leads to the same bytes: a few of them make an archive of any size.
        var zip = Zip("f0", new byte[400_000]);
        var directoryAt = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var end = zip.AsSpan().IndexOf("PK\u0005\u0006"u8);
        var header = zip[directoryAt..end];
        var copies = Enumerable.Range(0, 5).SelectMany(number =>
        {
            var copy = header.ToArray();
            copy[47] = (byte)('0' + number);
            return copy;
        }).ToArray();
        var tail = zip[end..];
        BinaryPrimitives.WriteInt16LittleEndian(tail.AsSpan(8), 5);
        BinaryPrimitives.WriteInt16LittleEndian(tail.AsSpan(10), 5);
        BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(12), copies.Length);
        await Assert.ThrowsAsync<ReleaseException>(() => ExtractAsync([.. zip[..directoryAt], .. copies, .. tail], ArchiveFormat.Zip));
        Assert.True(Directory.GetFiles(directory["out"]).Sum(file => new FileInfo(file).Length) <= Limit);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task Damaged_compressed_archives_are_extracted_or_refused(int seed)
    {
        var random = new Random(seed);
        var whole = Gzip(Tar(writer =>
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, new string('p', 150)) { DataStream = new MemoryStream(new byte[5000]) });
            writer.WriteEntry(new GnuTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = new string('t', 130) });
        }));
        for (var round = 0; round < 200; round++)
        {
            var bytes = random.Next(3) == 0 ? whole[..random.Next(whole.Length)] : whole.ToArray();
            for (var edits = random.Next(1, 4); edits > 0 && bytes.Length > 0; edits--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                await ExtractAsync(bytes, ArchiveFormat.TarGz, $"out{round}");
            }
            catch (ReleaseException)
            {
                // The one failure that callers know.
            }
        }
    }

    private async Task RefusedAsync(byte[] archive, ArchiveFormat format, string because)
    {
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => ExtractAsync(archive, format, Path.GetRandomFileName()));
        Assert.Contains(because, failure.Because, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> ExtractAsync(byte[] archive, ArchiveFormat format, string to = "out") =>
        await ArchiveExtractor.ExtractAsync(new MemoryStream(archive), format, "x", directory[to], new ExtractionLimits { MaxBytes = Limit }, None);

    private static byte[] Tar(Action<TarWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, leaveOpen: true))
            write(writer);
        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return bytes.ToArray();
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }
        return bytes.ToArray();
    }
}
