using System.Net;
using System.Text;
using Drayage.Model;
using Drayage.Oci.Attaching;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.Selection;
using Drayage.Testing;
using Drayage.Tests.Oci.Distribution;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;

namespace Drayage.Tests.Oci.Documents;

/// <summary>Whatever stands in manifests, configurations and lists: a document that keeps its promises, or the one failure that callers know.</summary>
public sealed class HostileDocumentTests : IDisposable
{
    private const int Rounds = 2000;

    private static readonly string A = new('a', 64);

    private static readonly string[] Documents =
    [
        $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"a/b","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:{{{A}}}","size":2,"data":"e30="},"layers":[{"mediaType":"a/b","digest":"sha256:{{{A}}}","size":9,"urls":["https://example.com/x"],"annotations":{"org.opencontainers.image.title":"x"}}],"subject":{"mediaType":"a/b","digest":"sha256:{{{A}}}","size":1},"annotations":{"k":"v"}}""",
        $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:{{{A}}}","size":9,"platform":{"os":"linux","architecture":"arm","variant":"v7","os.features":["x"]},"artifactType":"a/b","annotations":{"org.opencontainers.image.ref.name":"1"}}],"annotations":{"k":"v"}}""",
        $$$"""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"sha256:{{{A}}}","size":7},"layers":[]}""",
    ];

    private static readonly string Configuration =
        $$$"""{"created":"2026-01-01T00:00:00Z","architecture":"amd64","os":"linux","config":{"Entrypoint":["/x"],"Env":["A=1"],"Labels":{"l":"v"},"ExposedPorts":{"80/tcp":{}},"Volumes":{"/v":{}},"Healthcheck":{"Test":["CMD","x"],"Interval":1}},"rootfs":{"type":"layers","diff_ids":["sha256:{{{A}}}"]},"history":[{"created_by":"x","empty_layer":true}]}""";

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Manifests_that_are_read_name_everything_that_they_promise(int document)
    {
        var mutation = new JsonMutation(20261125 + document);
        var (read, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                var parsed = ManifestDocument.Parse(mutation.Next(Documents[document]), null);
                Assert.All(NamedBy(parsed), named => Assert.True(named is { Size: >= 0, Digest: not null, MediaType.Length: > 0 }));
                Assert.NotNull(parsed.ReferrerDescriptor.ToString());
                read++;
            }
            catch (FormatException)
            {
                refused++;
            }
        }
        Assert.True(read > Rounds / 50 && refused > Rounds / 50, $"{read} read, {refused} refused");
    }

    [Fact]
    public async Task Configurations_are_read_or_refused()
    {
        var mutation = new JsonMutation(5);
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var read = 0;
        for (var round = 0; round < 300; round++)
        {
            var bytes = mutation.Next(Configuration);
            var config = new Descriptor { MediaType = MediaTypes.OciConfig, Digest = await layout.WriteBlobAsync(bytes, None), Size = bytes.Length };
            var image = ManifestDocument.Of(new ImageManifest { SchemaVersion = 2, Config = config, Layers = [] });
            try
            {
                var document = await ConfigReader.ReadAsync(layout, image, None);
                Assert.All(document!.Config.RootFs.DiffIds, Assert.NotNull);
                _ = await PlatformChoice.PlatformOfAsync(layout, image, None);
                read++;
            }
            catch (ReleaseException refused)
            {
                Assert.Equal(ExitCode.Refused, refused.Code);
            }
        }
        Assert.True(read > 10, $"{read} read");
    }

    [Fact]
    public async Task Lists_of_referrers_are_read_or_refused_with_their_address()
    {
        var mutation = new JsonMutation(6);
        var subject = Digest.OfSha256("subject"u8);
        var random = new Random(6);
        string[] links = ["", "<>; rel=\"next\"", "<x", "<?last=1>; rel=next", "</v2/x?last=2>; rel=\"prev\", <http://[::1>; rel=\"next\"", ";;,<a>;rel=next", "<//other.example/x>; rel=\"next\""];
        for (var round = 0; round < Rounds / 2; round++)
        {
            var body = Encoding.Latin1.GetString(mutation.Next(Documents[1]));
            var link = links[random.Next(links.Length)];
            var handler = new ScriptedHandler(_ => ScriptedHandler.Answer(HttpStatusCode.OK, body, ("Content-Type", MediaTypes.OciIndex), ("Link", link)));
            try
            {
                var listed = await Clients.Client("r.example", handler: handler).Repository("acme/tool").ListReferrersAsync(subject, null, None);
                Assert.All(listed, entry => Assert.True(entry is { Size: >= 0, Digest: not null }));
            }
            catch (RegistryException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
            Assert.InRange(handler.Seen.Count, 1, 3);
        }
    }

    [Fact]
    public async Task Indexes_of_layouts_are_read_or_refused()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var mutation = new JsonMutation(7);
        for (var round = 0; round < 300; round++)
        {
            await File.WriteAllBytesAsync(directory["layout", "index.json"], mutation.Next(Documents[1]), None);
            try
            {
                await layout.ReadIndexAsync(None);
                await layout.ResolveAsync("1", None);
                await layout.ListReferrersAsync(Digest.OfSha256("subject"u8), null, None);
            }
            catch (ReleaseException refused)
            {
                Assert.Equal(ExitCode.Refused, refused.Code);
            }
        }
    }

    [Fact]
    public void Documents_to_attach_are_known_or_not()
    {
        var mutation = new JsonMutation(8);
        var payload = Convert.ToBase64String("""{"_type":"https://in-toto.io/Statement/v1","predicateType":"x"}"""u8);
        var envelope = $$"""{"payloadType":"application/vnd.in-toto+json","payload":"{{payload}}","signatures":[{"sig":""}]}""";
        string[] documents = [envelope, $$"""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{{envelope}}}""", """{"bomFormat":"CycloneDX","spdxVersion":"SPDX-2.3","@context":"https://spdx.org/rdf/3"}"""];
        var known = 0;
        for (var round = 0; round < Rounds; round++)
        {
            if (DocumentKind.Recognise(mutation.Next(documents[round % documents.Length])) is { } kind)
                known += kind.MediaType.Length > 0 ? 1 : 0;
        }
        Assert.InRange(known, 1, Rounds - 1);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public async Task Indexes_within_indexes_are_followed_to_a_limit(int depth, bool isCopied)
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var current = await layout.WriteManifestAsync(ManifestDocument.Of(new ImageIndex { SchemaVersion = 2, Manifests = [] }), None);
        for (var level = 0; level < depth; level++)
            current = await layout.WriteManifestAsync(ManifestDocument.Of(new ImageIndex { SchemaVersion = 2, Manifests = [current] }), None);
        if (isCopied)
            Assert.Equal(depth + 1, (await ImageGraph.ReadAsync(layout, current, None)).ChildrenFirst.Length);
        else
            Assert.Contains("nested more than 8 deep", (await Assert.ThrowsAsync<ReleaseException>(() => ImageGraph.ReadAsync(layout, current, None))).Because, StringComparison.Ordinal);
    }

    private static IEnumerable<Descriptor> NamedBy(ManifestDocument document)
    {
        var named = document is ManifestDocument.Image image ? image.Blobs : ((ManifestDocument.Index)document).Content.Manifests;
        return document.Subject is { } subject ? named.Append(subject) : named;
    }
}
