using Drayage.Registries.Access;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Oci;

/// <summary>Real clients push to and pull from the embedded OCI registry.</summary>
public sealed class OciPeersTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private const string Credentials = $"robot:{RegistryFixture.Token}";
    private readonly TemporaryDirectory work = new();

    [Fact]
    public async Task Skopeo_pushes_and_pulls_the_same_bytes()
    {
        var skopeo = Peer.Require("skopeo");
        var (layout, manifest) = SampleLayout.Write(work, "image", fileSize: 9_000_000);
        var reference = $"docker://{registry.Authority}/ghcr.io/owner/app:1.0.0";

        (await skopeo.RunAsync("--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", Credentials, $"oci:{layout}:latest", reference)).Succeeded();
        (await skopeo.RunAsync("--insecure-policy", "copy", "--src-tls-verify=false", reference, $"oci:{work["back"]}:latest")).Succeeded();

        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(layout, "blobs", "sha256", manifest.Hex)),
            await File.ReadAllBytesAsync(work["back", "blobs", "sha256", manifest.Hex]));
        Assert.Equal(Directory.GetFiles(work["image", "blobs", "sha256"]).Length, Directory.GetFiles(work["back", "blobs", "sha256"]).Length);
    }

    [Fact]
    public async Task Skopeo_copies_between_repositories_by_mounting()
    {
        var skopeo = Peer.Require("skopeo");
        var (layout, manifest) = SampleLayout.Write(work, "mounted", fileSize: 50_000);
        var source = $"docker://{registry.Authority}/mount/source:1";
        var target = $"docker://{registry.Authority}/mount/target:1";
        (await skopeo.RunAsync("--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", Credentials, $"oci:{layout}:latest", source)).Succeeded();

        (await skopeo.RunAsync("--insecure-policy", "copy", "--src-tls-verify=false", "--dest-tls-verify=false", "--dest-creds", Credentials, source, target)).Succeeded();

        Assert.Contains(registry.Served, request => request.Status == 201 && request.Path.Contains("mount/target/blobs/uploads/?", StringComparison.Ordinal) && request.Path.Contains("mount=", StringComparison.Ordinal));
        var inspected = (await skopeo.RunAsync("inspect", "--tls-verify=false", "--format", "{{.Digest}}", target)).Succeeded();
        Assert.Equal(manifest.ToString(), inspected.Output.Trim());
    }

    [Fact]
    public async Task Skopeo_lists_tags_and_deletes()
    {
        var skopeo = Peer.Require("skopeo");
        var (layout, _) = SampleLayout.Write(work, "deleted");
        var repository = $"docker://{registry.Authority}/owner/deleted";
        (await skopeo.RunAsync("--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", Credentials, $"oci:{layout}:latest", $"{repository}:1")).Succeeded();
        (await skopeo.RunAsync("--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", Credentials, $"oci:{layout}:latest", $"{repository}:2")).Succeeded();

        var tags = (await skopeo.RunAsync("list-tags", "--tls-verify=false", repository)).Succeeded();
        (await skopeo.RunAsync("delete", "--tls-verify=false", "--creds", Credentials, $"{repository}:1")).Succeeded();

        Assert.Contains("\"1\",\n        \"2\"", tags.Output, StringComparison.Ordinal);
        (await skopeo.RunAsync("inspect", "--tls-verify=false", $"{repository}:2")).Failed();
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var skopeo = Peer.Require("skopeo");
        var (layout, _) = SampleLayout.Write(work, "refused");

        var refused = (await skopeo.RunAsync("--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", "robot:wrong", $"oci:{layout}:latest", $"docker://{registry.Authority}/owner/refused:1")).Failed();

        Assert.Contains("credentials", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skopeo_reads_with_a_token_where_reads_need_one()
    {
        var skopeo = Peer.Require("skopeo");
        await using var closed = await RegistryFixture.StartAsync(options => options with
        {
            Tokens = new RegistryTokens { Write = RegistryFixture.Token, ReadsNeedToken = true },
        });
        var (layout, _) = SampleLayout.Write(work, "closed");
        var reference = $"docker://{closed.Authority}/owner/closed:1";
        (await skopeo.RunAsync("--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", Credentials, $"oci:{layout}:latest", reference)).Succeeded();

        (await skopeo.RunAsync("inspect", "--tls-verify=false", "--no-creds", reference)).Failed();
        (await skopeo.RunAsync("inspect", "--tls-verify=false", "--creds", Credentials, reference)).Succeeded();
    }

    [Fact]
    public async Task Buildah_pushes_a_manifest_list_with_its_images()
    {
        var buildah = Peer.Require("buildah").With("CONTAINERS_STORAGE_CONF", StorageConfiguration()).With("BUILDAH_ISOLATION", "chroot");
        var (layout, _) = SampleLayout.Write(work, "listed");
        var destination = $"docker://{registry.Authority}/owner/listed:1";
        (await buildah.RunAsync("manifest", "create", "list")).Succeeded();
        (await buildah.RunAsync("manifest", "add", "list", $"oci:{layout}:latest")).Succeeded();

        (await buildah.RunAsync("manifest", "push", "--all", "--tls-verify=false", "--creds", Credentials, "list", destination)).Succeeded();

        var raw = (await Peer.Require("skopeo").RunAsync("inspect", "--raw", "--tls-verify=false", destination)).Succeeded();
        Assert.Contains("\"manifests\"", raw.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Podman_pushes_and_pulls()
    {
        var podman = Peer.Require("podman").With("CONTAINERS_STORAGE_CONF", StorageConfiguration());
        var (layout, _) = SampleLayout.Write(work, "podman");
        var reference = $"{registry.Authority}/ghcr.io/owner/podman:1";
        (await podman.RunAsync("pull", $"oci:{layout}:latest")).Succeeded();
        var image = (await podman.RunAsync("images", "--quiet")).Succeeded().Output.Trim();

        (await podman.RunAsync("push", "--tls-verify=false", "--creds", Credentials, image, reference)).Succeeded();
        (await podman.RunAsync("rmi", "--all", "--force")).Succeeded();
        (await podman.RunAsync("pull", "--tls-verify=false", reference)).Succeeded();

        Assert.Equal(image, (await podman.RunAsync("images", "--quiet")).Succeeded().Output.Trim());
    }

    [Fact]
    public async Task Skopeo_asks_for_one_token_an_image()
    {
        var skopeo = Peer.Require("skopeo");
        await using var fresh = await RegistryFixture.StartAsync();
        var (layout, _) = SampleLayout.Write(work, "tokens");

        (await skopeo.RunAsync("--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", Credentials, $"oci:{layout}:latest", $"docker://{fresh.Authority}/owner/tokens:1")).Succeeded();

        Assert.Single(fresh.Served, request => request.Path.StartsWith("/token?", StringComparison.Ordinal));
        Assert.DoesNotContain(fresh.Served, request => request.Failure is not null);
    }

    public void Dispose() => work.Dispose();

    private string StorageConfiguration() => work.Write("storage.conf", $"""
        [storage]
        driver = "vfs"
        graphroot = "{work["storage"]}"
        runroot = "{work["run"]}"
        """);
}
