using System.Formats.Tar;
using System.IO.Compression;
using Drayage.Model;
using Drayage.Platform.Archives;
using Drayage.Testing;
using Drayage.Tests.Platform.Archives.Tar;
using Xunit;

namespace Drayage.Tests.Platform.Archives;

public sealed class ArchiveExtractorTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(ArchiveFormat.Tar)]
    [InlineData(ArchiveFormat.TarGz)]
    [InlineData(ArchiveFormat.Zip)]
    public async Task What_was_written_comes_out_again(ArchiveFormat format)
    {
        var bytes = await ArchiveWriterTests.WriteAsync(format,
        [
            ArchiveEntry.Text("a/file", "content"),
            ArchiveEntry.Text("a/run", "#!", ArchiveEntry.ExecutableMode),
            ArchiveEntry.Link("a/link", "../a/file"),
            ArchiveEntry.Directory("dir", ArchiveEntry.ExecutableMode & ~UnixFileMode.OtherExecute),
        ]);
        var paths = await ExtractAsync(bytes, format, "out");
        Assert.Equal(["a/file", "a/link", "a/run"], paths);
        Assert.Equal("content", await File.ReadAllTextAsync(directory["out", "a", "link"], None));
        Assert.Equal(ArchiveEntry.FileMode, File.GetUnixFileMode(directory["out", "a", "file"]));
        Assert.Equal(ArchiveEntry.ExecutableMode, File.GetUnixFileMode(directory["out", "a", "run"]));
        Assert.Equal(ArchiveEntry.ExecutableMode & ~UnixFileMode.OtherExecute, File.GetUnixFileMode(directory["out", "dir"]));
    }

    public static TheoryData<string, Action<TarWriter>> Hostile => new()
    {
        { "segment '..'", tar => File_(tar, "a/../../evil") },
        { "absolute", tar => File_(tar, "/etc/evil") },
        { "backslash", tar => File_(tar, "a\\..\\evil") },
        { "drive", tar => File_(tar, "C:/evil") },
        { "leads out", tar => Link(tar, "a/l", "../../evil") },
        { "plain relative", tar => Link(tar, "l", "/etc/passwd") },
        { "'..' after a name", tar => Link(tar, "a/b/l", "c/../../x") },
        { "which is no directory", tar => { Link(tar, "l", "d"); File_(tar, "l/evil"); } },
        { "which is no directory", tar => { File_(tar, "f"); File_(tar, "f/evil"); } },
        { "stands twice", tar => { File_(tar, "f"); File_(tar, "./f"); } },
        { "stands twice", tar => { Link(tar, "f", "g"); File_(tar, "f"); } },
        { "stands twice", tar => { File_(tar, "d/f"); Link(tar, "d", "g"); } },
        { "no file of the archive", tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "h") { LinkName = "/etc/passwd" }) },
        { "it is a device", tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "null")) },
        { "it is a pipe", tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "pipe")) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_entries_are_refused(string because, Action<TarWriter> write)
    {
        using var stream = new MemoryStream();
        await using (var tar = new TarWriter(stream, leaveOpen: true))
            write(tar);
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => ExtractAsync(stream.ToArray(), ArchiveFormat.Tar, "in/out"));
        Assert.Contains(because, failure.Because, StringComparison.Ordinal);
        Assert.False(File.Exists(directory["in", "evil"]) || File.Exists(directory["evil"]));
    }

    [Fact]
    public async Task A_zip_that_climbs_out_is_refused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("../evil").Open().Dispose();
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => ExtractAsync(stream.ToArray(), ArchiveFormat.Zip, "in/out"));
        Assert.Contains("'..'", failure.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hard_links_become_copies()
    {
        using var stream = new MemoryStream();
        await using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            File_(tar, "f");
            tar.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "h") { LinkName = "./f" });
        }
        Assert.Equal(["f", "h"], await ExtractAsync(stream.ToArray(), ArchiveFormat.Tar, "out"));
        Assert.Equal("x", await File.ReadAllTextAsync(directory["out", "h"], None));
    }

    [Theory]
    [InlineData(ArchiveFormat.TarGz)]
    [InlineData(ArchiveFormat.Zip)]
    public async Task A_bomb_is_stopped_at_the_limit(ArchiveFormat format)
    {
        var bytes = await ArchiveWriterTests.WriteAsync(format, [ArchiveEntry.Bytes("bomb", new byte[5_000_000])]);
        var failure = await Assert.ThrowsAsync<ReleaseException>(
            () => ExtractAsync(bytes, format, "out", new ExtractionLimits { MaxBytes = 1_000_000 }));
        Assert.Contains("grows beyond 1000000 bytes", failure.Because, StringComparison.Ordinal);
        Assert.True(new FileInfo(directory["out", "bomb"]).Length <= 1_000_000);
    }

    [Fact]
    public async Task Too_many_entries_are_refused()
    {
        var bytes = await ArchiveWriterTests.WriteAsync(
            ArchiveFormat.Zip, Enumerable.Range(0, 20).Select(number => ArchiveEntry.Text($"f{number}", "")));
        await Assert.ThrowsAsync<ReleaseException>(
            () => ExtractAsync(bytes, ArchiveFormat.Zip, "out", new ExtractionLimits { MaxEntries = 10 }));
    }

    [Fact]
    public async Task Git_archives_with_their_global_header_are_read()
    {
        var repository = directory.MakeDirectory("repository");
        var git = Peer.Require("git").In(repository).With("GIT_CONFIG_GLOBAL", "/dev/null");
        await File.WriteAllTextAsync(Path.Combine(repository, "f"), "x", None);
        (await git.RunAsync("init", "-q")).Succeeded();
        (await git.RunAsync("add", ".")).Succeeded();
        (await git.RunAsync("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "m")).Succeeded();
        (await git.RunAsync("archive", "--prefix=p/", "-o", directory["g.tar.gz"], "HEAD")).Succeeded();
        var paths = await ExtractAsync(await File.ReadAllBytesAsync(directory["g.tar.gz"], None), ArchiveFormat.TarGz, "out");
        Assert.Equal(["p/f"], paths);
    }

    [Theory]
    [InlineData(ArchiveFormat.Tar)]
    [InlineData(ArchiveFormat.Zip)]
    public async Task Mutated_archives_never_write_outside_nor_fail_otherwise(ArchiveFormat format)
    {
        var original = await ArchiveWriterTests.WriteAsync(format,
        [
            ArchiveEntry.Text("a/file", "content"),
            ArchiveEntry.Link("a/link", "file"),
            ArchiveEntry.Text("é/" + new string('n', 110), "long"),
        ]);
        var random = new Random(4711);
        for (var round = 0; round < 300; round++)
        {
            var mutated = (byte[])original.Clone();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
                mutated[random.Next(mutated.Length)] = (byte)(random.Next(3) == 0 ? "./\0\\09"u8[random.Next(6)] : random.Next(256));
            if (format == ArchiveFormat.Tar)
                TarChecksum.Mend(mutated);
            try
            {
                await ExtractAsync(mutated, format, $"in/{round}");
            }
            catch (ReleaseException)
            {
                // The one failure that callers know.
            }
        }
        Assert.Equal(["in"], Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName));
    }

    private async Task<string[]> ExtractAsync(byte[] bytes, ArchiveFormat format, string to, ExtractionLimits? limits = null) =>
        [.. await ArchiveExtractor.ExtractAsync(
            new MemoryStream(bytes), format, "x", directory[to], limits ?? new ExtractionLimits { MaxBytes = 10_000_000 }, None)];

    private static void File_(TarWriter tar, string name) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("x"u8.ToArray()) });

    private static void Link(TarWriter tar, string name, string target) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });
}
