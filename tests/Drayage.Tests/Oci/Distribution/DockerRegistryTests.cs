using System.Text.Json;
using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Distribution;

/// <summary>Against the reference registry.</summary>
public sealed class DockerRegistryTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Skopeo_finds_what_we_push_behind_a_password()
    {
        await using var registry = await DockerRegistry.StartAsync(withPassword: true);
        var repository = Registries.Client(registry.Authority, DockerRegistry.Password).Repository("acme/tool");
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var report = await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(repository), new CopyOptions(), None);
        await repository.TagAsync(report.Root, TagName.Parse("1.0"), None);

        var skopeo = Peer.Require("skopeo");
        string[] login = ["--creds", $"{DockerRegistry.UserName}:{DockerRegistry.Password}", "--tls-verify=false"];
        var raw = (await skopeo.RunAsync(["inspect", "--raw", .. login, $"docker://{registry.Authority}/acme/tool:1.0"], null)).Succeeded();
        Assert.Equal(image.Root.Digest, Digest.OfSha256(System.Text.Encoding.UTF8.GetBytes(raw.Output)));
        var inspected = JsonElement.Parse((await skopeo.RunAsync(["inspect", "--override-arch", "arm64", .. login, $"docker://{registry.Authority}/acme/tool:1.0"], null)).Succeeded().Output);
        Assert.Equal("arm64", inspected.GetProperty("Architecture").GetString());
    }

    [Fact]
    public async Task What_skopeo_pushes_we_pull()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var (_, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        (await Peer.Require("skopeo").RunAsync(
            "copy", "-q", "--insecure-policy", "--all", "--dest-tls-verify=false", $"oci:{directory["layout"]}:sample", $"docker://{registry.Authority}/pulled:1")).Succeeded();
        var repository = Registries.Client(registry.Authority).Repository("pulled");
        var layout = await OciLayout.CreateAsync(directory["copy"], None);
        var root = await repository.ResolveAsync("1", None);
        Assert.Equal(image.Root.Digest, root!.Digest);
        await ImageCopy.RunAsync(repository, root, new LayoutTarget(layout), new CopyOptions(), None);
        await layout.AddReferenceAsync(root, "1", None);
        Assert.Empty(await LayoutValidator.ValidateAsync(layout, None));
    }

    [Fact]
    public async Task Docker_s_own_manifests_are_pulled_byte_for_byte()
    {
        await using var registry = await DockerRegistry.StartAsync();
        await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        (await Peer.Require("skopeo").RunAsync(
            "copy", "-q", "--insecure-policy", "--format", "v2s2", "--dest-tls-verify=false", $"oci:{directory["layout"]}:sample", $"docker://{registry.Authority}/docker:1")).Succeeded();
        var repository = Registries.Client(registry.Authority).Repository("docker");
        var document = await repository.FindManifestAsync("1", None);
        Assert.Equal(MediaTypes.DockerManifest, document!.MediaType);
        var layout = await OciLayout.CreateAsync(directory["copy"], None);
        await ImageCopy.RunAsync(repository, document.Descriptor, new LayoutTarget(layout), new CopyOptions(), None);
        await layout.AddReferenceAsync(document.Descriptor, null, None);
        Assert.Empty(await LayoutValidator.ValidateAsync(layout, None));
    }

    /// <summary>This registry forgets a session that was cut (404 BLOB_UPLOAD_INVALID), so the upload begins anew.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_survives_cuts(bool chunked)
    {
        await using var registry = await DockerRegistry.StartAsync();
        await using var proxy = new CuttingProxy(registry.Port, 1_000_000, 1_500_000, 700_000);
        var uploads = Registries.QuickUploads with { AlwaysChunked = chunked, ChunkSize = 2_000_000 };
        var repository = Registries.Client(proxy.Authority, uploads: uploads).Repository("cut");
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Large(5_000_000));
        await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(repository), new CopyOptions(), None);
        Assert.Equal(0, proxy.CutsLeft);
        var stored = await OciLayout.CreateAsync(directory["copy"], None);
        await ImageCopy.RunAsync(Registries.Client(registry.Authority).Repository("cut"), image.Root, new LayoutTarget(stored), new CopyOptions(), None);
        await stored.AddReferenceAsync(image.Root, null, None);
        Assert.Empty(await LayoutValidator.ValidateAsync(stored, None));
    }

    [Fact]
    public async Task A_download_goes_on_after_cuts_with_the_bytes_that_are_missing()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Large(5_000_000));
        await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(Registries.Client(registry.Authority).Repository("cut")), new CopyOptions(), None);
        await using var proxy = new CuttingProxy(registry.Port, 1_000_000, 1_500_000);
        var stored = await OciLayout.CreateAsync(directory["copy"], None);
        await ImageCopy.RunAsync(Registries.Client(proxy.Authority).Repository("cut"), image.Root, new LayoutTarget(stored), new CopyOptions(), None);
        Assert.Equal(0, proxy.CutsLeft);
        Assert.InRange(proxy.BytesPassed, 5_000_000, 6_300_000);
        await stored.AddReferenceAsync(image.Root, null, None);
        Assert.Empty(await LayoutValidator.ValidateAsync(stored, None));
    }

    [Fact]
    public async Task Referrers_are_kept_under_the_fallback_tag()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var repository = Registries.Client(registry.Authority).Repository("referrers");
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(repository), new CopyOptions(), None);
        var one = await EmbeddedRegistryTests.PutArtifactAsync(repository, image.Root, "application/x.one");
        await EmbeddedRegistryTests.PutArtifactAsync(repository, image.Root, "application/x.two");
        Assert.Equal(2, (await repository.ListReferrersAsync(image.Root.Digest, null, None)).Length);
        Assert.Equal(one.Digest, Assert.Single(await repository.ListReferrersAsync(image.Root.Digest, "application/x.one", None)).Digest);
        Assert.NotNull(await repository.ResolveAsync($"sha256-{image.Root.Digest.Hex}", None));
    }

    [Fact]
    public async Task A_manifest_without_its_blobs_is_refused_with_the_registry_s_code()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        var document = await layout.ReadManifestAsync(image.Root, None);
        var failure = await Assert.ThrowsAsync<RegistryException>(
            () => Registries.Client(registry.Authority).Repository("empty").PutManifestAsync(document, None));
        Assert.True(failure.Has("MANIFEST_BLOB_UNKNOWN"), failure.Message);
    }
}
