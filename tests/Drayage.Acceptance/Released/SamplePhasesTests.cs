using System.Collections.Immutable;
using Drayage.Acceptance.Delivery;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Released;

/// <summary>The sample in two phases: one machine has the sources, another has a public key.</summary>
public sealed class SamplePhasesTests
{
    private static readonly string[] Release = ["--from-release", "v0.4.0", "--repository", "tidewater/tidewater"];

    [Fact]
    public async Task Images_and_packages_come_of_the_released_bytes_on_a_machine_without_sources_and_toolchains()
    {
        using var sample = await SampleFixture.StartAsync();
        await InTwoPhasesAsync(sample);
        await using var registry = await RegistryFixture.StartAsync();
        using var key = new SealingKey();
        var builder = new BuiltDrayage(sample.Root).Against(registry);

        var first = (await builder.RunAsync(["release", "--json", .. await key.ArgumentsAsync(builder)])).Ended(0);
        Assert.Equal(
            ["delivered github/v0.4.0", "handed-over crates/tidewater", "handed-over ghcr/tide-api-chart", "handed-over ghcr/tide-api-image", "handed-over ghcr/tidewater-client", "handed-over ghcr/tidewater-image", "handed-over npm/@tidewater/client", "handed-over nuget/Tidewater.TideTable", "handed-over pypi/tidewater-client"],
            PhasedRepository.StatusesOf(first.Json()).Select(c => $"{c.Value} {c.Key}").Order(StringComparer.Ordinal));
        Assert.Contains("drayage publish --from-release v0.4.0 --repository tidewater/tidewater", first.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(registry.Served, request => request.Path.StartsWith("/v2/", StringComparison.Ordinal) && request.Method is "PUT" or "PATCH");
        (await builder.RunAsync("status")).Ended(0);

        using var stranger = new Stranger(key.PublicPath);
        var packages = (await stranger.RunAsync(registry, ["publish", .. Release, "--only", "pypi", "--only", "npm", "--only", "crates", "--only", "nuget", "--json"])).Ended(0);
        Assert.Equal(
            ["delivered crates/tidewater", "delivered npm/@tidewater/client", "delivered nuget/Tidewater.TideTable", "delivered pypi/tidewater-client"],
            PhasedRepository.StatusesOf(packages.Json()).Select(c => $"{c.Value} {c.Key}").Order(StringComparer.Ordinal));
        (await stranger.RunAsync(registry, ["images", .. Release])).Ended(0);
        await AssertStandsAsync(registry, PhasedRepository.ImagesOf(sample.Git.Directory["dist", "waybill.dsse.json"]));
        // An index takes all its files at one address.
        Assert.DoesNotContain(SuccessfulChanges.Repeated(registry.Served), repeated => !repeated.Contains("/python/", StringComparison.Ordinal));

        var changes = Stranger.ChangesOf(registry);
        var downloads = DownloadsFrom(registry);
        (await stranger.RunAsync(registry, ["publish", .. Release])).Ended(0);
        Assert.Equal(changes, Stranger.ChangesOf(registry));
        // The waybill says what the release is, and is looked at each time.
        Assert.Equal(downloads + 1, DownloadsFrom(registry));
        (await stranger.RunAsync(registry, ["status", .. Release])).Ended(0);
        File.Copy(sample.Git.Directory["dist", "waybill.dsse.json"], stranger["w.json"]);
        (await stranger.RunAsync(registry, "verify", "w.json")).Ended(0);
    }

    /// <summary>Everything but the GitHub release in phase 2.</summary>
    private static async Task InTwoPhasesAsync(SampleFixture sample)
    {
        var path = sample.Git.Directory["drayage.yaml"];
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var phased = text;
        foreach (var kind in (string[])["oci", "python", "npm", "crates", "nuget"])
        {
            Assert.Contains($"    kind: {kind}\n", phased, StringComparison.Ordinal);
            phased = phased.Replace($"    kind: {kind}\n", $"    kind: {kind}\n    phase: 2\n", StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(path, phased, TestContext.Current.CancellationToken);
        await sample.Git.CommitAsync("Publish in two phases");
    }

    /// <summary>A client of somebody else's finds the digests of the waybill under the tags of the version map, and takes the images.</summary>
    private static async Task AssertStandsAsync(RegistryFixture registry, ImmutableDictionary<string, string> images)
    {
        (string Image, string Repository, string[] Tags)[] expected =
        [
            ("tidewater-image-0.4.0", "tidewater", ["0.4.0", "0.4", "latest"]),
            ("tide-api-image-0.4.0", "tide-api", ["0.4.0", "0.4", "latest"]),
            ("tide-api-0.4.0-oci", "charts/tide-api", ["0.4.0"]),
            ("tidewater-client-0.4.0-oci", "python/tidewater-client", ["0.4.0"]),
        ];
        var skopeo = Peer.Require("skopeo");
        using var copies = new TemporaryDirectory();
        foreach (var (image, repository, tags) in expected)
        {
            foreach (var tag in tags)
            {
                var reference = $"docker://{registry.Authority}/ghcr.io/tidewater/{repository}:{tag}";
                var manifest = (await skopeo.RunAsync("inspect", "--raw", "--tls-verify=false", reference)).Succeeded().Output;
                Assert.Equal(images[image], Model.Digest.OfSha256(System.Text.Encoding.UTF8.GetBytes(manifest)).ToString());
            }

            var name = $"docker://{registry.Authority}/ghcr.io/tidewater/{repository}:{tags[0]}";
            (await skopeo.RunAsync("copy", "--all", "--src-tls-verify=false", name, $"oci:{copies[image]}")).Succeeded();
        }
    }

    private static int DownloadsFrom(RegistryFixture registry) =>
        registry.Served.Count(request => request.Method == "GET" && request.Path.Contains("/releases/download/", StringComparison.Ordinal));
}
