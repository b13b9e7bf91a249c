using System.Net;
using System.Security.Cryptography;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>
/// The shapes of content that image specification 1.1 allows: each is taken, served byte for byte under its type by
/// digest, and gone after its deletion.
/// </summary>
public abstract class ShapeRequirements(OciTarget target) : OciRequirement(target)
{
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar";
    private const string ArtifactType = "application/vnd.example.thing.v1";

    [Fact]
    public Task An_image_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await RoundTripAsync(repository, await ImageAsync(repository));
    });

    [Fact]
    public Task An_image_without_layers_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await RoundTripAsync(repository, Image(await BlobAsync(repository, ConfigType), []));
    });

    [Fact]
    public Task An_image_that_does_not_name_its_media_type_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var config = await BlobAsync(repository, ConfigType);
        await RoundTripAsync(repository, $$"""{"schemaVersion":2,"config":{{config}},"layers":[]}""");
    });

    [Fact]
    public Task A_Docker_image_is_taken() => RequireAsync(async () =>
    {
        const string DockerType = "application/vnd.docker.distribution.manifest.v2+json";
        var repository = NewRepository();
        var config = await BlobAsync(repository, "application/vnd.docker.container.image.v1+json");
        var layer = await BlobAsync(repository, "application/vnd.docker.image.rootfs.diff.tar.gzip");
        await RoundTripAsync(repository, $$"""{"schemaVersion":2,"mediaType":"{{DockerType}}","config":{{config}},"layers":[{{layer}}]}""", DockerType);
    });

    [Fact]
    public Task A_Docker_manifest_list_is_taken() => RequireAsync(async () =>
    {
        const string ListType = "application/vnd.docker.distribution.manifest.list.v2+json";
        var repository = NewRepository();
        var child = await PushAsync(repository, await ImageAsync(repository));
        await RoundTripAsync(repository, $$"""{"schemaVersion":2,"mediaType":"{{ListType}}","manifests":[{{child}}]}""", ListType);
    });

    [Fact]
    public Task An_index_of_images_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await RoundTripAsync(repository, Index([await PushAsync(repository, await ImageAsync(repository)), await PushAsync(repository, await ImageAsync(repository))]), IndexType);
    });

    [Fact]
    public Task An_index_of_indexes_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var inner = await PushAsync(repository, Index([await PushAsync(repository, await ImageAsync(repository))]), IndexType);
        await RoundTripAsync(repository, Index([inner]), IndexType);
    });

    [Fact]
    public Task An_empty_index_is_taken() => RequireAsync(() => RoundTripAsync(NewRepository(), Index([]), IndexType));

    [Fact]
    public Task An_index_of_artifacts_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var child = await PushAsync(repository, await ArtifactAsync(repository));
        await RoundTripAsync(repository, Index([child], $$""","artifactType":"{{ArtifactType}}" """), IndexType);
    });

    [Fact]
    public Task An_artifact_with_the_empty_config_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await RoundTripAsync(repository, await ArtifactAsync(repository));
    });

    [Fact]
    public Task An_artifact_whose_only_layer_is_empty_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var empty = await BlobAsync(repository, EmptyType, Utf8("{}"));
        await RoundTripAsync(repository, Image(empty, [empty], $$""","artifactType":"{{ArtifactType}}" """));
    });

    [Fact]
    public Task An_artifact_of_an_empty_layer_of_no_bytes_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var empty = await BlobAsync(repository, EmptyType, Utf8("{}"));
        await RoundTripAsync(repository, Image(empty, [await BlobAsync(repository, ArtifactType, [])], $$""","artifactType":"{{ArtifactType}}" """));
    });

    [Fact]
    public Task An_artifact_with_a_subject_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var subject = await PushAsync(repository, await ImageAsync(repository));
        await RoundTripAsync(repository, await ArtifactAsync(repository, $$""","subject":{{subject}}"""));
    });

    [Fact]
    public Task An_artifact_whose_subject_is_missing_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await RoundTripAsync(repository, await ArtifactAsync(repository, $$""","subject":{{Descriptor(ManifestType, Digest.OfSha256(NewContent()), 123)}}"""));
    });

    [Fact]
    public Task An_index_with_a_subject_is_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var image = await PushAsync(repository, await ImageAsync(repository));
        await RoundTripAsync(repository, Index([image], $$""","artifactType":"{{ArtifactType}}","subject":{{image}}"""), IndexType);
    });

    [Fact]
    public Task Descriptors_with_embedded_data_are_taken() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent(64);
        var digest = await PushBlobAsync(repository, content);
        var data = Descriptor(LayerType, digest, content.Length, $$""","data":"{{Convert.ToBase64String(content)}}" """);
        await RoundTripAsync(repository, Image(await BlobAsync(repository, ConfigType), [data]));
    });

    [Theory]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar")]
    public Task Layers_that_live_elsewhere_need_not_be_pushed(string mediaType) => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var elsewhere = Descriptor(mediaType, Digest.OfSha256(NewContent()), 12345, ""","urls":["https://store.example.com/layer"]""");
        await RoundTripAsync(repository, Image(await BlobAsync(repository, ConfigType), [elsewhere, await BlobAsync(repository, LayerType)]));
    });

    [Fact]
    public Task Unknown_fields_are_kept() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        const string Unknown = ""","org.example.new":{"nested":[1,2,{"x":null}]},"NewUnspecifiedField":"aGVsbG8=" """;
        var layer = Descriptor(LayerType, await PushBlobAsync(repository, Utf8("layer")), 5, Unknown);
        var image = await PushAsync(repository, Image(await BlobAsync(repository, ConfigType), [layer], Unknown));
        await RoundTripAsync(repository, Index([image], Unknown), IndexType);
    });

    [Fact]
    public Task An_index_and_its_images_can_be_pushed_by_sha512() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var image = Utf8(await ImageAsync(repository));
        var digest = Sha512(image);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{digest}", image, ManifestType);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        var index = Index([Descriptor(ManifestType, digest, image.Length)]);
        await RoundTripAsync(repository, index, IndexType, Sha512(Utf8(index)));
    });

    private static Digest Sha512(byte[] content) => Digest.FromHash(Digest.Sha512, SHA512.HashData(content));

    private static string Descriptor(string type, Digest digest, long size, string extra = "") =>
        $$"""{"mediaType":"{{type}}","digest":"{{digest}}","size":{{size}}{{extra}}}""";

    private static string Image(string config, string[] layers, string extra = "") =>
        $$"""{"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{{config}},"layers":[{{string.Join(',', layers)}}]{{extra}}}""";

    private static string Index(string[] children, string extra = "") =>
        $$"""{"schemaVersion":2,"mediaType":"{{IndexType}}","manifests":[{{string.Join(',', children)}}]{{extra}}}""";

    private async Task<string> BlobAsync(string repository, string type, byte[]? content = null)
    {
        content ??= NewContent();
        return Descriptor(type, await PushBlobAsync(repository, content), content.Length);
    }

    private async Task<string> ImageAsync(string repository) =>
        Image(await BlobAsync(repository, ConfigType), [await BlobAsync(repository, LayerType), await BlobAsync(repository, LayerType + "+gzip")]);

    private async Task<string> ArtifactAsync(string repository, string extra = "") =>
        Image(await BlobAsync(repository, EmptyType, Utf8("{}")), [await BlobAsync(repository, ArtifactType)], $$""","artifactType":"{{ArtifactType}}"{{extra}}""");

    private async Task<string> PushAsync(string repository, string manifest, string type = ManifestType)
    {
        var bytes = Utf8(manifest);
        var digest = Digest.OfSha256(bytes);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{digest}", bytes, type);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        return Descriptor(type, digest, bytes.Length);
    }

    private async Task RoundTripAsync(string repository, string manifest, string type = ManifestType, Digest? by = null)
    {
        var bytes = Utf8(manifest);
        var digest = by ?? Digest.OfSha256(bytes);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{digest}", bytes, type);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using var get = await SendAsync(HttpMethod.Get, Location(put), headers: ("Accept", type));
        Assert.Equal(bytes, await get.Content.ReadAsByteArrayAsync());
        Assert.Equal(type, get.Content.Headers.ContentType?.ToString());
        using var head = await SendAsync(HttpMethod.Head, $"v2/{repository}/manifests/{digest}", headers: ("Accept", type));
        Assert.Equal((HttpStatusCode.OK, bytes.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal(digest.ToString(), Header(head, "Docker-Content-Digest"));
        using var delete = await Client.DeleteAsync($"v2/{repository}/manifests/{digest}");
        Assert.Equal(HttpStatusCode.Accepted, delete.StatusCode);
        using var gone = await SendAsync(HttpMethod.Head, $"v2/{repository}/manifests/{digest}", headers: ("Accept", type));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }
}
