using System.Formats.Tar;
using System.Text;
using Drayage.Model;
using Drayage.Platform.Archives;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Platform.Archives;

public sealed class ArchiveWriterTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static CancellationToken None => TestContext.Current.CancellationToken;

    private static readonly ArchiveEntry[] Sample =
    [
        ArchiveEntry.Text("tool-1.0/README.md", "hello\n"),
        ArchiveEntry.Bytes("tool-1.0/bin/tool", new byte[300_000], ArchiveEntry.ExecutableMode),
        ArchiveEntry.Link("tool-1.0/bin/alias", "tool"),
        ArchiveEntry.Directory("tool-1.0/empty"),
        ArchiveEntry.Text("tool-1.0/" + new string('n', 120) + "/lang-é.txt", "long and not ASCII"),
    ];

    [Theory]
    [InlineData(ArchiveFormat.Tar)]
    [InlineData(ArchiveFormat.TarGz)]
    [InlineData(ArchiveFormat.Zip)]
    public async Task Same_entries_in_another_order_give_the_same_bytes(ArchiveFormat format)
    {
        var first = await WriteAsync(format, Sample);
        var second = await WriteAsync(format, Sample.Reverse());
        Assert.Equal(Digest.OfSha256(first), Digest.OfSha256(second));
    }

    [Fact]
    public async Task Two_entries_with_one_path_are_refused()
    {
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => WriteAsync(
            ArchiveFormat.Tar, [ArchiveEntry.Text("a", "1"), ArchiveEntry.Text("a", "2")]));
        Assert.Contains("two archive entries have the path a", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData("C:/x")]
    [InlineData("")]
    public void Unclean_paths_are_refused(string path) =>
        Assert.Throws<ArgumentException>(() => ArchiveEntry.Text(path, ""));

    [Fact]
    public async Task Pax_headers_appear_only_where_ustar_cannot_say_it()
    {
        var bytes = await WriteAsync(ArchiveFormat.Tar, Sample);
        Assert.Equal(1, CountOf(bytes, "PaxHeaders/"));
    }

    [Fact]
    public async Task A_file_that_is_missing_is_named()
    {
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => WriteAsync(
            ArchiveFormat.TarGz, [ArchiveEntry.File("bin/tool", Path.Combine(Path.GetTempPath(), "no-such-file"))]));
        Assert.Contains("bin/tool", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-file", failure.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_name_survives_the_library_s_own_reader()
    {
        var segment = Gen.Elements("a", "bc", "é", "日本", "x y", "-", new string('q', 99), new string('w', 101), new string('ü', 60))
            .Select(text => text);
        var path = Gen.NonEmptyListOf(segment).Select(parts => string.Join('/', parts.Take(6)));
        Prop.ForAll(path.ToArbitrary(), name =>
        {
            using var stream = new MemoryStream(WriteAsync(ArchiveFormat.Tar, [ArchiveEntry.Text(name, "x"), ArchiveEntry.Link("zz", name)]).GetAwaiter().GetResult());
            using var reader = new TarReader(stream);
            var entries = new List<TarEntry>();
            while (reader.GetNextEntry(copyData: true) is { } entry)
                entries.Add(entry);
            return entries.Count == 2
                && entries.Any(entry => entry.Name == name)
                && entries.Any(entry => entry.LinkName == name);
        }).QuickCheckThrowOnFailure();
    }

    internal static async Task<byte[]> WriteAsync(ArchiveFormat format, IEnumerable<ArchiveEntry> entries)
    {
        using var output = new MemoryStream();
        await ArchiveWriter.WriteAsync(format, entries, Epoch, output, None);
        return output.ToArray();
    }

    private static int CountOf(byte[] bytes, string text)
    {
        var needle = Encoding.ASCII.GetBytes(text);
        var count = 0;
        for (var rest = bytes.AsSpan(); rest.IndexOf(needle) is >= 0 and var at; rest = rest[(at + 1)..])
            count++;
        return count;
    }
}
