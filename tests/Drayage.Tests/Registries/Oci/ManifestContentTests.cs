using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Drayage.Model;
using Drayage.Registries.Oci;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Oci;

/// <summary>The manifest reader takes hostile input: it reads it or refuses it, and nothing else happens.</summary>
public sealed class ManifestContentTests
{
    private const string Zeros = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly string[] Sound =
    [
        $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"a/b","config":{"mediaType":"a/b","digest":"{{{Zeros}}}","size":2},"layers":[{"mediaType":"a/b","digest":"{{{Zeros}}}","size":12,"urls":["https://example.com"],"data":"e30="}],"subject":{"mediaType":"a/b","digest":"{{{Zeros}}}","size":2},"annotations":{"a":"b"}}""",
        $$$"""{"schemaVersion":2,"manifests":[{"mediaType":"a/b","digest":"{{{Zeros}}}","size":2,"platform":{"os":"linux","architecture":"amd64"}}],"annotations":{}}""",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e999", "9223372036854775808", "\"\"", "{}", "[]", "\\u0000", "\\ud800", "\0", "sha512:", "sha256:",
        "\"size\":", "\"layers\":", "\"manifests\":", "\"subject\":", "\"annotations\":", "\"schemaVersion\":1,", "é", "\u202e",
    ];

    [Fact]
    public void What_is_mangled_is_read_or_refused()
    {
        var random = new Random(20261122);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 30_000; round++)
        {
            var text = Mangle(random, Sound[random.Next(Sound.Length)]);
            try
            {
                Assert.All(ManifestContent.Parse(text).Blobs, blob => Assert.True(blob.Size >= 0));
                read++;
            }
            catch (OciRefusal refusal)
            {
                Assert.Equal(400, refusal.Status);
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0);
    }

    [Theory]
    [InlineData("""{"schemaVersion":2,"schemaVersion":2,"config":{"mediaType":"a/b","digest":"D","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"D","size":-1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha512:0000000000000000000000000000000000000000000000000000000000000000","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"md5:d41d8cd98f00b204e9800998ecf8427e","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:../../../../../../../../../../../../../../../../../../etc/passwd0","size":1}}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"D","size":1},"layers":[],"manifests":[]}""")]
    [InlineData("""{"schemaVersion":2,"layers":[],"subject":{"mediaType":"a/b","digest":"D","size":-5}}""")]
    [InlineData("""{"schemaVersion":2,"layers":{}}""")]
    [InlineData("""{"schemaVersion":2,"layers":[],"annotations":{"a":1}}""")]
    [InlineData("""{"schemaVersion":2,"layers":[],"annotations":[]}""")]
    public void What_cannot_be_meant_is_refused(string text) =>
        Assert.Equal("MANIFEST_INVALID", Assert.Throws<OciRefusal>(() => ManifestContent.Parse(Encoding.UTF8.GetBytes(text.Replace("\"D\"", $"\"{Zeros}\"", StringComparison.Ordinal)))).Code);

    [Fact]
    public async Task Indexes_within_indexes_are_kept_however_deep()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var client = registry.NewClient();
        var content = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}""";
        for (var depth = 0; depth < 150; depth++)
        {
            var digest = Digest.OfSha256(Encoding.UTF8.GetBytes(content));
            using var body = new StringContent(content, MediaTypeHeaderValue.Parse("application/vnd.oci.image.index.v1+json"));
            using var put = await client.PutAsync($"v2/deep/nest/manifests/{digest}", body);
            Assert.Equal(HttpStatusCode.Created, put.StatusCode);
            content = $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"{{{digest}}}","size":{{{content.Length}}}}]}""";
        }

        var collected = await registry.Server.CollectAsync(TimeSpan.Zero, CancellationToken.None);

        Assert.Equal((150, 0), (collected.Kept, collected.Swept));
    }

    private static byte[] Mangle(Random random, string text)
    {
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = random.Next(text.Length);
            var end = Math.Min(text.Length, at + random.Next(0, 12));
            text = random.Next(3) switch
            {
                0 => text[..at] + Pieces[random.Next(Pieces.Length)] + text[at..],
                1 => text[..at] + text[end..] + " ",
                _ => text[..at] + Pieces[random.Next(Pieces.Length)] + text[end..],
            };
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(4) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
