using System.Text.Json;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Images;

/// <summary>SBOMs, attestations and signatures beside images: attached, listed, fetched and copied along.</summary>
public sealed class AttachTests
{
    private const int Refused = 1;
    private const int Usage = 2;

    private const string CycloneDx = """{"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}""";
    private const string Statement = """{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"https://example.com/review/v1","predicate":{}}""";

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_SBOM_is_attached_shown_and_fetched_and_a_repetition_sends_nothing()
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var registry = await RegistryFixture.StartAsync();
        sample.LogIn(registry.Authority, RegistryFixture.Token);
        var image = $"{registry.Authority}/acme/tool:1";
        await sample.WriteAsync("tool.cdx.json", CycloneDx);
        (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", image)).Ended(0);

        var attached = (await sample.Drayage.RunAsync("image", "attach", image, "tool.cdx.json", "-a", "org.example.reviewed=yes", "--json")).Ended(0).Json();
        Assert.True(attached.GetProperty("attached").GetBoolean());
        Assert.Equal("application/vnd.cyclonedx+json", attached.GetProperty("artifactType").GetString());
        var sent = registry.Served.Count;
        var again = (await sample.Drayage.RunAsync("image", "attach", image, "tool.cdx.json", "-a", "org.example.reviewed=yes", "--json")).Ended(0).Json();
        Assert.False(again.GetProperty("attached").GetBoolean());
        Assert.Equal(attached.GetProperty("digest").GetString(), again.GetProperty("digest").GetString());
        Assert.All(registry.Served.Skip(sent), served => Assert.True(served.Method is "GET" or "HEAD", $"{served.Method} {served.Path}"));

        var shown = (await sample.Drayage.RunAsync("image", "inspect", image)).Ended(0).Output;
        Assert.Contains("attached: application/vnd.cyclonedx+json", shown, StringComparison.Ordinal);
        Assert.Contains("tool.cdx.json", shown, StringComparison.Ordinal);
        Assert.Contains("annotation org.example.reviewed: yes", shown, StringComparison.Ordinal);
        var referrer = Assert.Single((await sample.Drayage.RunAsync("image", "inspect", image, "--json")).Ended(0).Json().GetProperty("referrers").EnumerateArray());
        Assert.Equal(attached.GetProperty("subject").GetString(), referrer.GetProperty("subject").GetString());
        Assert.Equal("tool.cdx.json", referrer.GetProperty("documents")[0].GetProperty("name").GetString());

        (await sample.Drayage.RunAsync("image", "pull", image, "--referrers", "-o", "fetched")).Ended(0);
        Assert.Equal(CycloneDx, await File.ReadAllTextAsync(sample["fetched", "tool.cdx.json"], None));
        var byDigest = $"{registry.Authority}/acme/tool@{attached.GetProperty("digest").GetString()}";
        Assert.Equal(CycloneDx, (await sample.Drayage.RunAsync("image", "pull", byDigest, "-o", "-")).Ended(0).Output);
    }

    [Fact]
    public async Task Where_a_registry_lists_nothing_the_fallback_tag_names_all_and_other_tools_read_it()
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var registry = await DockerRegistry.StartAsync();
        var image = $"{registry.Authority}/acme/tool:1";
        await sample.WriteAsync("tool.cdx.json", CycloneDx);
        await sample.WriteAsync("review.json", Statement);
        await sample.WriteAsync("tool.sig", "signed");
        (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", image)).Ended(0);

        var subject = "";
        foreach (var arguments in new[] { new[] { "tool.cdx.json" }, ["review.json"], ["tool.sig", "--type", "application/x.signature"] })
            subject = (await sample.Drayage.RunAsync(["image", "attach", image, .. arguments, "--json"])).Ended(0).Json().GetProperty("subject").GetString()!;

        var raw = (await Peer.Require("skopeo").RunAsync("inspect", "--raw", "--tls-verify=false", $"docker://{registry.Authority}/acme/tool:{subject.Replace(':', '-')}")).Succeeded().Output;
        var types = JsonElement.Parse(raw).GetProperty("manifests").EnumerateArray().Select(entry => entry.GetProperty("artifactType").GetString()!);
        Assert.Equal(["application/vnd.cyclonedx+json", "application/vnd.in-toto+json", "application/x.signature"], types.Order(StringComparer.Ordinal));
        var listed = (await sample.Drayage.RunAsync("image", "ls", image, "--referrers", "--type", "application/vnd.in-toto+json", "--json")).Ended(0).Json();
        var review = Assert.Single(listed.GetProperty("referrers").EnumerateArray());
        Assert.Equal("https://example.com/review/v1", review.GetProperty("annotations").GetProperty("in-toto.io/predicate-type").GetString());
        (await sample.Drayage.RunAsync("image", "pull", image, "--referrers", "-o", "all")).Ended(0);
        Assert.Equal(["review.json", "tool.cdx.json", "tool.sig"], Directory.GetFiles(sample["all"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_attached_is_copied_on_request_to_any_depth_and_once()
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var debian = await DockerRegistry.StartAsync();
        await using var embedded = await RegistryFixture.StartAsync();
        sample.LogIn(embedded.Authority, RegistryFixture.Token);
        var source = await sample.AddIndexAsync("amd64", "arm64");
        await AttachToAllAsync(sample, source);
        string[] places = [$"{debian.Authority}/acme/tool:1", $"{embedded.Authority}/acme/tool:1", $"oci:{sample["copy"]}:1"];

        (await sample.Drayage.RunAsync("image", "copy", source, $"{embedded.Authority}/alone:1")).Ended(0);
        Assert.Equal(0, await CountAsync(sample, $"{embedded.Authority}/alone:1"));

        var copied = (await sample.Drayage.RunAsync(["image", "copy", source, .. places, "--referrers", "--json"])).Ended(0).Json();
        Assert.All(copied.GetProperty("destinations").EnumerateArray(), place =>
            Assert.Equal((3, 3), (place.GetProperty("referrers").GetInt32(), place.GetProperty("referrersSent").GetInt32())));
        foreach (var place in places)
            Assert.Equal(3, await CountAsync(sample, place));

        var again = (await sample.Drayage.RunAsync(["image", "copy", source, .. places, "--referrers", "--json"])).Ended(0).Json();
        Assert.All(again.GetProperty("destinations").EnumerateArray(), place =>
            Assert.Equal((3, 0, 0L), (place.GetProperty("referrers").GetInt32(), place.GetProperty("referrersSent").GetInt32(), place.GetProperty("bytesSent").GetInt64())));

        // From the registry without a list, for one platform: its SBOM and the signature of that.
        (await sample.Drayage.RunAsync("image", "copy", places[0], $"oci:{sample["arm"]}:1", "--platform", "linux/arm64", "--referrers")).Ended(0);
        Assert.Equal(2, await CountAsync(sample, $"oci:{sample["arm"]}:1"));
        (await sample.Drayage.RunAsync("image", "pull", $"oci:{sample["arm"]}:1", "--referrers", "--type", "application/vnd.cyclonedx+json", "-o", "arm-files")).Ended(0);
        Assert.Equal(CycloneDx, await File.ReadAllTextAsync(sample["arm-files", "tool.cdx.json"], None));
    }

    [Fact]
    public async Task What_cannot_be_attached_or_fetched_is_told_before_anything_is_sent()
    {
        using var sample = await SampleLayout.CreateAsync();
        var image = $"oci:{sample.Path}:new";
        await sample.WriteAsync("notes.txt", "notes");
        await sample.WriteAsync("tool.cdx.json", CycloneDx);
        await sample.WriteAsync("review.json", Statement);
        (await sample.Drayage.RunAsync("image", "attach", image, "notes.txt")).Refused(Usage, "what notes.txt is cannot be told", "CycloneDX, SPDX", "--type");
        (await sample.Drayage.RunAsync("image", "attach", image, "tool.cdx.json", "review.json")).Refused(Usage, "of several types", "application/vnd.in-toto+json", "one by one");
        (await sample.Drayage.RunAsync("image", "attach", image, "gone.json")).Refused(Usage, "gone.json cannot be attached", "is no file", "name a file");
        Assert.Contains("is no media type", (await sample.Drayage.RunAsync("image", "attach", image, "notes.txt", "--type", "notes")).Ended(Usage).Error, StringComparison.Ordinal);
        Assert.Contains("is no annotation", (await sample.Drayage.RunAsync("image", "attach", image, "tool.cdx.json", "-a", "x")).Ended(Usage).Error, StringComparison.Ordinal);
        (await sample.Drayage.RunAsync("image", "copy", image, "docker-archive:saved.tar:tool:1")).Ended(0);
        (await sample.Drayage.RunAsync("image", "attach", "docker-archive:saved.tar", "tool.cdx.json")).Refused(Usage, "nothing is attached to images in", "holds images alone", "an OCI layout");
        (await sample.Drayage.RunAsync("image", "copy", image, "docker-archive:other.tar:tool:1", "--referrers")).Refused(Usage, "nothing is attached to images in", "holds images alone", "an OCI layout");

        (await sample.Drayage.RunAsync("image", "pull", image, "--referrers")).Refused(Refused, "nothing is attached to", "has no referrers", "drayage image ls --referrers");
        Assert.Contains("fetch what is attached to it with --referrers", (await sample.Drayage.RunAsync("image", "pull", image)).Ended(Usage).Error, StringComparison.Ordinal);
        (await sample.Drayage.RunAsync("image", "attach", image, "notes.txt", "--type", "text/plain")).Ended(0);
        await sample.WriteAsync("notes.txt", "my own");
        (await sample.Drayage.RunAsync("image", "pull", image, "--referrers")).Refused(Refused, "notes.txt was not written", "something else", "--output");
        Assert.Equal("my own", await File.ReadAllTextAsync(sample["notes.txt"], None));
    }

    /// <summary>An attestation of the whole, an SBOM of one platform, and a signature of the SBOM.</summary>
    private static async Task AttachToAllAsync(SampleLayout sample, string image)
    {
        await sample.WriteAsync("review.json", Statement);
        await sample.WriteAsync("tool.cdx.json", CycloneDx);
        await sample.WriteAsync("sbom.sig", "signed");
        (await sample.Drayage.RunAsync("image", "attach", image, "review.json")).Ended(0);
        var sbom = (await sample.Drayage.RunAsync("image", "attach", image, "tool.cdx.json", "--platform", "linux/arm64", "--json")).Ended(0).Json();
        (await sample.Drayage.RunAsync("image", "attach", $"oci:{sample.Path}:{sbom.GetProperty("digest").GetString()}", "sbom.sig", "--type", "application/x.signature")).Ended(0);
    }

    private static async Task<int> CountAsync(SampleLayout sample, string image) =>
        (await sample.Drayage.RunAsync("image", "ls", image, "--referrers", "--json")).Ended(0).Json().GetProperty("referrers").GetArrayLength();
}
