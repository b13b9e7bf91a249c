using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.References;
using Xunit;

namespace Drayage.Tests.Oci.Distribution;

/// <summary>The list that clients keep under a tag, while other clients write it too.</summary>
public sealed class FallbackIndexTests
{
    private static readonly Descriptor Subject = new() { MediaType = MediaTypes.OciManifest, Digest = Digest.OfSha256("subject"u8), Size = 7 };
    private static readonly Descriptor Other = new() { MediaType = MediaTypes.OciManifest, Digest = Digest.OfSha256("other"u8), Size = 5, ArtifactType = "x/other" };
    private static readonly Descriptor Third = new() { MediaType = MediaTypes.OciManifest, Digest = Digest.OfSha256("third"u8), Size = 5, ArtifactType = "x/third" };

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_entry_that_another_client_adds_meanwhile_survives(bool knowsConditions)
    {
        // The other client writes between our reading and our writing.
        var registry = new TagKeeper(knowsConditions);
        registry.BeforePut[1] = registry.Write(Other);
        await Repository(registry).PutManifestAsync(Referrer("mine"), None);
        Assert.Contains(Referrer("mine").Digest, registry.Entries);
        if (knowsConditions)
            Assert.Contains(Other.Digest, registry.Entries);
    }

    [Fact]
    public async Task Our_entry_that_another_client_drops_is_added_again()
    {
        var registry = new TagKeeper(knowsConditions: false);
        registry.AfterPut[1] = registry.Write(Other);
        registry.AfterPut[2] = registry.Write(Other, Third);
        await Repository(registry).PutManifestAsync(Referrer("mine"), None);
        Assert.Equivalent(new[] { Other.Digest, Third.Digest, Referrer("mine").Digest }, registry.Entries);
        Assert.Equal(3, registry.Puts);
    }

    [Fact]
    public async Task A_list_that_never_comes_to_rest_is_an_error_that_says_so()
    {
        var registry = new TagKeeper(knowsConditions: false);
        for (var put = 1; put < 100; put++)
            registry.AfterPut[put] = registry.Write(Other);
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Repository(registry).PutManifestAsync(Referrer("mine"), None));
        Assert.Contains("other clients change this index all the time", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task Many_of_our_own_at_once_lose_nothing()
    {
        var registry = new TagKeeper(knowsConditions: false);
        var repository = Repository(registry);
        var referrers = Enumerable.Range(0, 12).Select(number => Referrer($"{number}")).ToArray();
        await Task.WhenAll(referrers.Select(referrer => repository.PutManifestAsync(referrer, None)));
        Assert.Equivalent(referrers.Select(referrer => referrer.Digest), registry.Entries);
    }

    [Fact]
    public async Task A_tag_that_names_an_image_is_left_as_it_is()
    {
        var registry = new TagKeeper(knowsConditions: false) { Content = Referrer("an image").Bytes.ToArray(), MediaType = MediaTypes.OciManifest };
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Repository(registry).PutManifestAsync(Referrer("mine"), None));
        Assert.Contains("where the index of referrers belongs", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, registry.Puts);
    }

    private static ManifestDocument.Image Referrer(string content) => ManifestDocument.Of(new ImageManifest
    {
        SchemaVersion = 2,
        MediaType = MediaTypes.OciManifest,
        ArtifactType = "x/mine",
        Config = new Descriptor { MediaType = MediaTypes.OciEmpty, Digest = Digest.OfSha256(Encoding.UTF8.GetBytes(content)), Size = 1 },
        Layers = [],
        Subject = Subject,
    });

    private static RepositoryClient Repository(TagKeeper registry) =>
        Registries.Client("r.example", handler: new ScriptedHandler(registry.Answer)).Repository(RepositoryName.Parse("acme/tool"));

    /// <summary>A registry without the referrers API, which another client writes to at given moments.</summary>
    private sealed class TagKeeper(bool knowsConditions)
    {
        private readonly Lock gate = new();

        public Dictionary<int, Action> BeforePut { get; } = [];

        public Dictionary<int, Action> AfterPut { get; } = [];

        public byte[]? Content { get; set; }

        public string MediaType { get; init; } = MediaTypes.OciIndex;

        /// <summary>Writes that were asked for, refused ones among them.</summary>
        public int Puts { get; private set; }

        public IEnumerable<Digest> Entries => ((ManifestDocument.Index)ManifestDocument.Parse(Content, null)).Content.Manifests.Select(entry => entry.Digest);

        private EntityTagHeaderValue? Tag => Content is null ? null : new EntityTagHeaderValue($"\"{Digest.OfSha256(Content)}\"");

        /// <summary>A write of the other client, who knows nothing of ours.</summary>
        public Action Write(params Descriptor[] entries) => () => Content = ManifestDocument.Of(
            new ImageIndex { SchemaVersion = 2, MediaType = MediaTypes.OciIndex, Manifests = [.. entries] }).Bytes.ToArray();

        public HttpResponseMessage Answer(HttpRequestMessage request)
        {
            lock (gate)
            {
                if (!request.RequestUri!.AbsolutePath.EndsWith($"/manifests/sha256-{Subject.Digest.Hex}", StringComparison.Ordinal))
                    return ScriptedHandler.Answer(request.Method == HttpMethod.Put ? HttpStatusCode.Created : HttpStatusCode.NotFound);
                return request.Method == HttpMethod.Put ? Put(request) : Get();
            }
        }

        private HttpResponseMessage Get() => Content is null
            ? ScriptedHandler.Answer(HttpStatusCode.NotFound)
            : ScriptedHandler.Answer(HttpStatusCode.OK, Encoding.UTF8.GetString(Content), ("Content-Type", MediaType), ("ETag", Tag!.ToString()));

        private HttpResponseMessage Put(HttpRequestMessage request)
        {
            Puts++;
            if (BeforePut.TryGetValue(Puts, out var before))
                before();
            var holds = request.Headers.IfMatch.All(tag => tag.Equals(Tag)) && (Content is null || request.Headers.IfNoneMatch.Count == 0);
            if (knowsConditions && !holds)
                return ScriptedHandler.Answer(HttpStatusCode.PreconditionFailed);
            using var body = new MemoryStream();
            request.Content!.CopyTo(body, null, None);
            Content = body.ToArray();
            if (AfterPut.TryGetValue(Puts, out var after))
                after();
            return ScriptedHandler.Answer(HttpStatusCode.Created);
        }
    }
}
