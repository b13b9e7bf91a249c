using System.Formats.Tar;
using System.Text;
using Drayage.Model;
using Drayage.Oci.Archives;
using Drayage.Platform.Archives.Tar;
using Drayage.Testing;
using Drayage.Tests.Platform.Archives.Tar;
using Xunit;

namespace Drayage.Tests.Oci.Archives;

public sealed class HostileArchiveTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public static TheoryData<string, string> Refused => new()
    {
        { "parent", "has the segment '..'" },
        { "absolute", "it is absolute" },
        { "link-out", "leads out of the archive" },
        { "link-absolute", "leads out of the archive" },
        { "link-circle", "leads on and on" },
        { "link-nowhere", "does not hold" },
        { "device", "is not a file" },
        { "twice", "twice" },
        { "no-manifest", "it has no manifest.json" },
        { "old", "before Docker 1.10" },
        { "no-layer", "does not hold" },
        { "counts", "2 diff ids for 1 layers" },
        { "no-config", "lacks its Config" },
        { "null-image", "lacks its Config" },
        { "twice-member", "manifest.json" },
        { "no-diff-ids", "config.json" },
        { "large-config", "are allowed" },
        { "xz", "compressed with xz" },
        { "empty", "lists no image" },
    };

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_read_safely_is_refused_with_the_cause(string kind, string because)
    {
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => DockerArchive.OpenAsync(directory.Write("image.tar", Image(kind).ToBytes()), None));
        Assert.Equal(ExitCode.Refused, failure.Code);
        Assert.Contains("image.tar", failure.Message, StringComparison.Ordinal);
        Assert.Contains(because, failure.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(124, "77777777777\0", "ends after byte")]
    [InlineData(124, "-0000000001\0", "is not an octal number")]
    [InlineData(124, "\u0080\u0000\u0000\u0000\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "claims")]
    [InlineData(124, "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "negative or beyond")]
    [InlineData(156, "S", "sparse")]
    public async Task Headers_that_lie_are_refused(int offset, string field, string because)
    {
        var bytes = Image("").ToBytes();
        Patch(bytes, offset, Encoding.Latin1.GetBytes(field));
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => DockerArchive.OpenAsync(directory.Write("image.tar", bytes), None));
        Assert.Contains(because, failure.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extended_header_is_not_given_the_memory_that_it_claims()
    {
        var bytes = Image("").ToBytes();
        Patch(bytes, 124, "77777777777\0"u8);
        Patch(bytes, 156, "x"u8);
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => DockerArchive.OpenAsync(directory.Write("image.tar", bytes), None));
        Assert.Contains("extended header claims", failure.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_archives_are_told_apart_with_the_command_that_helps()
    {
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => DockerArchive.OpenAsync(directory.Write("image.tar.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), None));
        Assert.Contains("gunzip", failure.Hint, StringComparison.Ordinal);
        failure = await Assert.ThrowsAsync<ReleaseException>(() => DockerArchive.OpenAsync(directory["absent.tar"], None));
        Assert.Equal(ExitCode.Refused, failure.Code);
    }

    /// <summary>Whatever the bytes are, the answer is an image or a refusal, and soon.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Damaged_archives_give_an_image_or_a_refusal(int seed)
    {
        var random = new Random(seed);
        var whole = Image(seed % 2 == 0 ? "linked" : "").ToBytes();
        for (var round = 0; round < 400; round++)
        {
            var bytes = Damage(whole, random);
            try
            {
                var archive = await DockerArchive.OpenAsync(directory.Write("image.tar", bytes), None);
                foreach (var blob in archive.Images.SelectMany(image => image.Manifest.Blobs))
                {
                    await using var content = await archive.OpenBlobAsync(blob, 0, None);
                    await content.CopyToAsync(Stream.Null, None);
                }
            }
            catch (ReleaseException)
            {
                // A refusal is the other proper end.
            }
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = whole[..random.Next(1, whole.Length + 1)];
        if (random.Next(3) > 0)
            bytes = whole.ToArray();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            // Headers are where the trouble is; their checksum is mended, or nothing else would be reached.
            var block = random.Next(bytes.Length / TarBlock.Size + 1) * TarBlock.Size;
            var at = Math.Min(bytes.Length - 1, random.Next(2) == 0 ? block + random.Next(TarBlock.Size) : random.Next(bytes.Length));
            bytes[at] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)"0127xgLKSV/.\0,{}[]\""[random.Next(19)];
            TarChecksum.Mend(bytes, at / TarBlock.Size * TarBlock.Size);
        }
        return bytes;
    }

    private static void Patch(byte[] bytes, int offset, ReadOnlySpan<byte> field)
    {
        field.CopyTo(bytes.AsSpan(offset));
        TarChecksum.Mend(bytes, 0);
    }

    private static SavedImage Image(string kind)
    {
        var layer = kind.StartsWith("link", StringComparison.Ordinal) ? "linked/layer.tar" : "layer.tar";
        var manifest = kind switch
        {
            "empty" => "[]",
            "no-config" => """[{"Config":null,"Layers":[]}]""",
            "null-image" => "[null]",
            "twice-member" => """[{"Config":"config.json","Config":"layer.tar","Layers":[]}]""",
            _ => SavedImage.Manifest($"\"{layer}\""),
        };
        var config = kind switch
        {
            "counts" => SavedImage.Config(SavedImage.DiffId, SavedImage.DiffId),
            "no-diff-ids" => """{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":null}}""",
            "large-config" => SavedImage.Config(SavedImage.DiffId) + new string(' ', 5_000_000),
            _ => SavedImage.Config(SavedImage.DiffId),
        };
        var image = Special(new SavedImage(), kind).File("config.json", config);
        if (kind is not ("no-layer" or "device" or "xz"))
            image.File("layer.tar", SavedImage.LayerBytes);
        return kind is "no-manifest" or "old" ? image : image.File("manifest.json", manifest);
    }

    private static SavedImage Special(SavedImage image, string kind) => kind switch
    {
        "parent" => image.File("a/../../etc/passwd", "x"),
        "absolute" => image.File("/etc/passwd", "x"),
        "linked" => image.Link(TarEntryType.SymbolicLink, "linked/layer.tar", "../layer.tar"),
        "link-out" => image.Link(TarEntryType.SymbolicLink, "linked/layer.tar", "../../layer.tar"),
        "link-absolute" => image.Link(TarEntryType.SymbolicLink, "linked/layer.tar", "/etc/passwd"),
        "link-circle" => image.Link(TarEntryType.SymbolicLink, "linked/layer.tar", "layer.tar"),
        "link-nowhere" => image.Link(TarEntryType.HardLink, "linked/layer.tar", "nowhere"),
        "device" => image.Entry(TarEntryType.CharacterDevice, "layer.tar"),
        "twice" => image.File("layer.tar", SavedImage.LayerBytes),
        "old" => image.File("repositories", "{}"),
        "xz" => image.File("layer.tar", [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]),
        _ => image,
    };
}
