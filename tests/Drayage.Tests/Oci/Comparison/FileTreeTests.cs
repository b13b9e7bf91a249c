using System.Formats.Tar;
using System.Text;
using Drayage.Oci.Comparison;
using Xunit;

namespace Drayage.Tests.Oci.Comparison;

/// <summary>What is seen when layers lie upon each other (image specification 1.1, layer.md).</summary>
public sealed class FileTreeTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whiteouts_hide_what_lies_below_and_never_what_their_own_layer_brings()
    {
        var tree = await StackAsync(
            layer => layer.Directory("a/").File("a/one", "1").File("a/two", "2").File("b/three", "3").File("c/four", "4").File("c/deep/five", "5"),
            layer => layer.File("a/.wh.one", "").File(".wh.b", "").File("c/new", "6").File("c/.wh..wh..opq", ""));
        Assert.Equal(["a", "a/two", "c/new"], tree.Files.Keys);
    }

    [Fact]
    public async Task A_file_in_the_place_of_a_directory_hides_what_was_in_it()
    {
        var tree = await StackAsync(
            layer => layer.Directory("a/").File("a/one", "1").File("ab", "2"),
            layer => layer.File("./a", "now a file"));
        Assert.Equal(["a", "ab"], tree.Files.Keys);
        Assert.Equal(FileKind.File, tree.Files["a"].Kind);
    }

    [Fact]
    public async Task Hard_links_are_the_file_that_they_share()
    {
        var tree = await StackAsync(
            layer => layer.File("usr/bin/tool", "binary"),
            layer => layer.Link(TarEntryType.HardLink, "usr/bin/alias", "usr/bin/tool").Link(TarEntryType.SymbolicLink, "usr/bin/soft", "tool"));
        Assert.Equal(tree.Files["usr/bin/tool"], tree.Files["usr/bin/alias"]);
        Assert.Equal((FileKind.Link, "tool"), (tree.Files["usr/bin/soft"].Kind, tree.Files["usr/bin/soft"].Target));
    }

    [Fact]
    public async Task Absolute_paths_mean_the_root_of_the_image_and_paths_that_leave_it_are_refused()
    {
        Assert.Equal(["etc/motd"], (await StackAsync(layer => layer.File("/etc/motd", "1"))).Files.Keys);
        await Assert.ThrowsAsync<InvalidDataException>(() => StackAsync(layer => layer.File("a/../../etc/motd", "1")));
        await Assert.ThrowsAsync<InvalidDataException>(() => StackAsync(layer => layer.Link(TarEntryType.HardLink, "a", "../../etc/motd")));
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Long_names_owners_and_modes_are_read_in_every_dialect(TarEntryFormat format)
    {
        var name = string.Join('/', Enumerable.Repeat("long-directory-ü", 20));
        using var bytes = new MemoryStream();
        await using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            TarEntry entry = format == TarEntryFormat.Pax ? new PaxTarEntry(TarEntryType.RegularFile, name) : new GnuTarEntry(TarEntryType.RegularFile, name);
            entry.Mode = (UnixFileMode)0b100_111_101_000;
            (entry.Uid, entry.Gid) = (1_000_000_000, 7);
            entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes("content"));
            await writer.WriteEntryAsync(entry, None);
        }
        var (path, file, _) = Assert.Single((await LayerFiles.ReadAsync(new MemoryStream(bytes.ToArray()), None)).Entries);
        Assert.Equal((name, 1_000_000_000L, 7L, 7L), (path, file.UserId, file.GroupId, file.Size));
        Assert.Equal((UnixFileMode)0b100_111_101_000, file.Mode);
    }

    private static async Task<FileTree> StackAsync(params Func<LayerDraft, LayerDraft>[] layers)
    {
        var tree = new FileTree();
        foreach (var layer in layers)
        {
            // A stream that cannot seek, as compressed layers are.
            await using var stream = new System.IO.Compression.GZipStream(new MemoryStream(await layer(new LayerDraft()).ToGzipAsync(None)), System.IO.Compression.CompressionMode.Decompress);
            tree.Apply(await LayerFiles.ReadAsync(stream, None));
        }
        return tree;
    }
}
