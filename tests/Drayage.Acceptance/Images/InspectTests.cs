using System.Text.Json;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Images;

public sealed class InspectTests
{
    private const int Refused = 1;
    private const int Usage = 2;

    [Fact]
    public async Task An_image_of_a_layout_is_shown_with_its_settings_and_layers()
    {
        using var sample = await SampleLayout.CreateAsync();
        var shown = (await sample.Drayage.RunAsync("image", "inspect", $"oci:{sample.Path}:new")).Ended(0);
        Assert.Contains("linux/amd64", shown.Output, StringComparison.Ordinal);
        Assert.Contains("env: LEVEL=2", shown.Output, StringComparison.Ordinal);
        Assert.Contains("label stage: new", shown.Output, StringComparison.Ordinal);
        Assert.Contains("layers: 2", shown.Output, StringComparison.Ordinal);

        var document = (await sample.Drayage.RunAsync("image", "inspect", $"oci:{sample.Path}:new", "--json")).Ended(0).Json();
        var manifest = Assert.Single(document.GetProperty("manifests").EnumerateArray());
        Assert.Equal("/bin/tool", manifest.GetProperty("settings").GetProperty("entrypoint")[0].GetString());
        Assert.Equal(2, manifest.GetProperty("layers").GetArrayLength());
    }

    [Fact]
    public async Task Raw_output_is_the_very_bytes()
    {
        using var sample = await SampleLayout.CreateAsync();
        var skopeo = (await Peer.Require("skopeo").RunAsync("inspect", "--raw", $"oci:{sample.Path}:new")).Succeeded().Output;
        Assert.Equal(skopeo, (await sample.Drayage.RunAsync("image", "inspect", $"oci:{sample.Path}:new", "--raw")).Ended(0).Output);
        var config = (await sample.Drayage.RunAsync("image", "inspect", $"oci:{sample.Path}:new", "--config")).Ended(0).Json();
        Assert.Equal("LEVEL=2", config.GetProperty("config").GetProperty("Env").EnumerateArray().Last().GetString());
    }

    [Fact]
    public async Task What_is_not_there_is_told_with_the_command_that_lists()
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var registry = await RegistryFixture.StartAsync();
        (await sample.Drayage.RunAsync("image", "inspect", $"oci:{sample.Path}:none")).Refused(Refused, "is not there", "2 images, none of that name", "drayage image ls oci:");
        (await sample.Drayage.RunAsync("image", "inspect", $"{registry.Authority}/acme/tool:1")).Refused(Refused, "acme/tool:1 is not there", "404", "drayage image ls");
        (await sample.Drayage.RunAsync("image", "inspect", "docker-daemon:acme/tool:1")).Refused(Usage, "does not name an image", "docker-daemon:", "docker save");
        (await sample.Drayage.RunAsync("image", "inspect", $"oci:{sample.Path}:new", "--platform", "linux/arm64")).Refused(Refused, "is not there for linux/arm64", "linux/amd64 alone", "inspect");
    }

    [Fact]
    public async Task Names_of_a_layout_are_listed_and_removed_with_what_nothing_needs_any_more()
    {
        using var sample = await SampleLayout.CreateAsync();
        var listed = (await sample.Drayage.RunAsync("image", "ls", $"oci:{sample.Path}", "--json")).Ended(0).Json().GetProperty("images");
        Assert.Equal(["new", "old"], listed.EnumerateArray().Select(image => image.GetProperty("name").GetString()));
        Assert.Equal("linux/amd64", listed[0].GetProperty("platforms")[0].GetString());

        var blobs = Directory.GetFiles(Path.Combine(sample.Path, "blobs", "sha256")).Length;
        (await sample.Drayage.RunAsync("image", "rm", $"oci:{sample.Path}:new")).Ended(0);
        Assert.True(Directory.GetFiles(Path.Combine(sample.Path, "blobs", "sha256")).Length < blobs);
        (await Peer.Require("umoci").RunAsync("unpack", "--rootless", "--image", sample.Path + ":old", sample["bundle"])).Succeeded();
        (await sample.Drayage.RunAsync("image", "rm", $"oci:{sample.Path}:new")).Refused(Refused, "was not removed", "does not list it", "image ls");
        (await sample.Drayage.RunAsync("image", "rm", $"oci:{sample.Path}")).Refused(Usage, "names a whole layout", "only a reference", "NAME");
    }

    [Fact]
    public async Task Tags_are_listed_in_the_order_of_their_versions_and_removed()
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var registry = await DockerRegistry.StartAsync();
        var skopeo = Peer.Require("skopeo");
        var repository = $"{registry.Authority}/acme/tool";
        foreach (var tag in new[] { "1.10.0", "latest", "1.9.0", "v1.10.0-rc.1" })
            (await skopeo.RunAsync("copy", "-q", "--insecure-policy", "--dest-tls-verify=false", $"oci:{sample.Path}:{(tag == "1.9.0" ? "old" : "new")}", $"docker://{repository}:{tag}")).Succeeded();

        Assert.Equal("latest\n1.9.0\nv1.10.0-rc.1\n1.10.0\n", (await sample.Drayage.RunAsync("image", "ls", repository, "--names")).Ended(0).Output.ReplaceLineEndings("\n"));
        var listed = (await sample.Drayage.RunAsync("image", "ls", repository, "--json")).Ended(0).Json().GetProperty("images");
        var digest = listed[1].GetProperty("digest").GetString()!;

        (await sample.Drayage.RunAsync("image", "rm", repository)).Refused(Usage, "names a whole repository", "only a tag or a digest", "TAG");
        var removed = await sample.Drayage.RunAsync("image", "rm", $"{repository}:1.9.0");
        if (removed.ExitCode != 0)
            removed.Refused(Refused, "1.9.0 was not removed", "40", $"drayage image rm {repository}@DIGEST");
        (await sample.Drayage.RunAsync("image", "rm", $"{repository}@{digest}")).Ended(0);
        Assert.Equal(JsonValueKind.Object, (await sample.Drayage.RunAsync("image", "inspect", $"{repository}:1.10.0", "--json")).Ended(0).Json().ValueKind);
        (await sample.Drayage.RunAsync("image", "inspect", $"{repository}@{digest}")).Refused(Refused, "is not there", "404", "image ls");
    }

    [Theory]
    [InlineData("ghcr.io", "gh api --method DELETE")]
    [InlineData("docker.io", "Docker Hub deletes tags on its web page")]
    [InlineData("registry.example.com", "drayage image rm registry.example.com/acme/tool@DIGEST")]
    public async Task A_registry_that_deletes_nothing_is_told_with_what_to_do_there(string host, string hint)
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [new ForbiddenDeletion()] });
        var drayage = sample.Drayage.Against(registry);
        (await drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", $"{host}/acme/tool:1")).Ended(0);
        (await drayage.RunAsync("image", "rm", $"{host}/acme/tool:1")).Refused(Refused, $"{host}/acme/tool:1 was not removed", "405", hint);
        (await drayage.RunAsync("image", "inspect", $"{host}/acme/tool:1")).Ended(0);
    }
}
