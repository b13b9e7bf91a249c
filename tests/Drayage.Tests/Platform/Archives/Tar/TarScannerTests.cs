using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Drayage.Platform.Archives.Tar;
using Xunit;

namespace Drayage.Tests.Platform.Archives.Tar;

public sealed class TarScannerTests
{
    private const int Block = TarChecksum.Block;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.V7)]
    public async Task It_reads_what_the_runtime_s_own_reader_reads(TarEntryFormat format)
    {
        var bytes = Archive(format);
        var expected = new List<(string, char, int, string, string)>();
        using (var reader = new TarReader(new MemoryStream(bytes)))
        {
            while (await reader.GetNextEntryAsync(copyData: true, None) is { } entry)
                expected.Add((entry.Name, entry.EntryType == TarEntryType.V7RegularFile ? '0' : (char)entry.EntryType, (int)entry.Mode, entry.LinkName ?? "", await TextAsync(entry.DataStream ?? Stream.Null)));
        }
        Assert.True(expected.Count >= 4);
        Assert.Equal(expected, await ReadAsync(new MemoryStream(bytes)));
        Assert.Equal(expected, await ReadAsync(Unseekable(bytes)));
    }

    /// <summary>Whatever the bytes are: entries within the archive, or a refusal; never more content than there are bytes.</summary>
    [Theory]
    [InlineData(TarEntryFormat.Ustar, 1)]
    [InlineData(TarEntryFormat.Pax, 2)]
    [InlineData(TarEntryFormat.Gnu, 3)]
    public async Task Damaged_archives_are_read_or_refused(TarEntryFormat format, int seed)
    {
        var random = new Random(seed);
        var whole = Archive(format);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 1500; round++)
        {
            var bytes = Damage(whole, random);
            try
            {
                var entries = await ReadAsync(round % 2 == 0 ? new MemoryStream(bytes) : Unseekable(bytes));
                Assert.True(entries.Sum(entry => (long)entry.Content.Length) <= bytes.Length);
                read++;
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    [Theory]
    [InlineData('x')]
    [InlineData('L')]
    [InlineData('K')]
    public async Task An_extension_is_not_given_the_memory_that_it_claims(char type)
    {
        var bytes = Archive(TarEntryFormat.Ustar);
        bytes[156] = (byte)type;
        "77777777777\0"u8.CopyTo(bytes.AsSpan(124));
        TarChecksum.Mend(bytes, 0);
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(new MemoryStream(bytes)));
        Assert.Contains("extended header claims 8589934591 bytes", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<List<(string Name, char Type, int Mode, string Link, string Content)>> ReadAsync(Stream stream)
    {
        var entries = new List<(string, char, int, string, string)>();
        var scanner = new TarScanner(stream);
        while (await scanner.NextAsync(None) is { } member)
        {
            await using var content = new TarContentStream(scanner, member);
            entries.Add((member.Name, member.Type, member.Mode, member.LinkName, await TextAsync(content)));
        }
        return entries;
    }

    private static async Task<string> TextAsync(Stream content)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, None);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    private static BrotliStream Unseekable(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(bytes);
        packed.Position = 0;
        return new BrotliStream(packed, CompressionMode.Decompress);
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = random.Next(4) == 0 ? whole[..random.Next(1, whole.Length + 1)] : whole.ToArray();
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            var block = random.Next((bytes.Length / Block) + 1) * Block;
            var at = Math.Min(bytes.Length - 1, block + (random.Next(2) == 0 ? random.Next(100, 160) : random.Next(Block)));
            bytes[at] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)"01257xgLKSV/.\0 =\n"[random.Next(17)];
            TarChecksum.Mend(bytes, at / Block * Block);
        }
        return bytes;
    }

    private static byte[] Archive(TarEntryFormat format)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            Add(writer, New(format, format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, "a/file"), "content");
            Add(writer, New(format, format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, format == TarEntryFormat.V7 ? "short" : $"{new string('d', 90)}/{new string('n', 60)}"), new string('x', 1300));
            Add(writer, New(format, TarEntryType.Directory, "a/dir/"), null);
            var link = New(format, TarEntryType.SymbolicLink, "a/link");
            link.LinkName = format is TarEntryFormat.Pax or TarEntryFormat.Gnu ? new string('t', 130) : "file";
            Add(writer, link, null);
        }
        return bytes.ToArray();
    }

    private static void Add(TarWriter writer, TarEntry entry, string? content)
    {
        if (content is not null)
            entry.DataStream = new MemoryStream(Encoding.ASCII.GetBytes(content));
        writer.WriteEntry(entry);
    }

    private static TarEntry New(TarEntryFormat format, TarEntryType type, string name) => format switch
    {
        TarEntryFormat.Ustar => new UstarTarEntry(type, name),
        TarEntryFormat.Gnu => new GnuTarEntry(type, name),
        TarEntryFormat.V7 => new V7TarEntry(type, name),
        _ => new PaxTarEntry(type, name),
    };
}
