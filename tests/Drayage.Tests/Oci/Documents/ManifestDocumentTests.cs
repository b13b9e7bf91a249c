using System.Collections.Immutable;
using System.Text;
using Drayage.Model;
using Drayage.Oci.Documents;
using Xunit;

namespace Drayage.Tests.Oci.Documents;

public sealed class ManifestDocumentTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly Descriptor Config = new()
    {
        MediaType = MediaTypes.OciConfig,
        Digest = Digest.Parse("sha256:" + Hex),
        Size = 7,
    };

    private static readonly ImageManifest Manifest = new()
    {
        SchemaVersion = 2,
        MediaType = MediaTypes.OciManifest,
        Config = Config,
        Layers = [Config with { MediaType = MediaTypes.OciLayerGzip }],
        Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("b", "ü<&>").Add("a", "1+1"),
    };

    [Fact]
    public void A_manifest_is_written_as_other_tools_write_it() => Assert.Equal(
        $$$"""
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:{{{Hex}}}","size":7},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:{{{Hex}}}","size":7}],"annotations":{"a":"1+1","b":"ü<&>"}}
        """,
        Encoding.UTF8.GetString(ManifestDocument.Of(Manifest).Bytes.Span));

    [Fact]
    public void The_bytes_received_are_the_bytes_kept()
    {
        var text = Encoding.UTF8.GetString(ManifestDocument.Of(Manifest).Bytes.Span)
            .Replace("{\"schemaVersion\"", "{ \"x-unknown\": [1, 2], \"schemaVersion\"", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        var read = Assert.IsType<ManifestDocument.Image>(ManifestDocument.Parse(bytes, null));
        Assert.Equal(bytes, read.Bytes.ToArray());
        Assert.Equal(Digest.OfSha256(bytes), read.Digest);
        Assert.Equal(Config.Digest, read.Manifest.Layers[0].Digest);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "missing")]
    [InlineData("{\"schemaVersion\":1,\"manifests\":[]}", "schemaVersion is 1")]
    [InlineData("{\"schemaVersion\":2,\"manifests\":[null]}", "descriptor is null")]
    [InlineData("{\"schemaVersion\":2,\"manifests\":null}", "")]
    [InlineData("{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}", "at once")]
    [InlineData("{\"schemaVersion\":2,\"schemaVersion\":2,\"manifests\":[]}", "stands twice")]
    [InlineData("{\"schemaVersion\":2,\"manifests\":[]} {}", "")]
    [InlineData("{\"schemaVersion\":2,\"mediaType\":\"text/plain\",\"manifests\":[]}", "text/plain")]
    [InlineData("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"manifests\":[]}", "has the member")]
    [InlineData("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a\",\"digest\":\"md5:00\",\"size\":1}]}", "md5:00")]
    [InlineData("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a\",\"digest\":\"sha256:" + Hex + "\",\"size\":-1}]}", "-1")]
    public void Hostile_documents_are_refused(string text, string because)
    {
        var failure = Assert.Throws<FormatException>(() => ManifestDocument.Parse(Encoding.UTF8.GetBytes(text), null));
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_media_type_that_differs_from_the_announced_one_is_refused()
    {
        var failure = Assert.Throws<FormatException>(
            () => ManifestDocument.Parse(ManifestDocument.Of(Manifest).Bytes, MediaTypes.OciIndex));
        Assert.Contains("was announced as", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_manifests_never_fail_otherwise_than_as_format_errors()
    {
        var original = ManifestDocument.Of(Manifest with { Subject = Config, ArtifactType = "x/y" }).Bytes.ToArray();
        var random = new Random(20_240_511);
        for (var round = 0; round < 5000; round++)
        {
            var mutated = Mutate(original, random);
            try
            {
                var document = ManifestDocument.Parse(mutated, null);
                Assert.Equal(Digest.OfSha256(mutated), document.Digest);
            }
            catch (FormatException)
            {
                // The one failure that callers know.
            }
        }
    }

    [Fact]
    public void Members_that_the_specification_does_not_name_survive_in_a_derived_configuration()
    {
        const string text = """
            {"created":"2020-01-01T00:00:00Z","architecture":"amd64","os":"linux","config":{"User":"1","Shell":["/bin/sh"]},"rootfs":{"type":"layers","diff_ids":[]},"docker_version":"20"}
            """;
        var read = ConfigDocument.Parse(Encoding.UTF8.GetBytes(text), MediaTypes.OciConfig);
        Assert.Equal(text, Encoding.UTF8.GetString(ConfigDocument.Of(read.Config).Bytes.Span));
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(20), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(40).ToArray()); break;
                default: bytes[at] = (byte)"{}[]\",:0n"[random.Next(9)]; break;
            }
            if (bytes.Count == 0)
                break;
        }
        return [.. bytes];
    }
}
