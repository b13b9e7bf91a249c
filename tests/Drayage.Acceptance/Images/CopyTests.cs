using System.Text.Json;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Images;

/// <summary>Copies between the places, judged by the tools of the field.</summary>
public sealed class CopyTests
{
    private const int Refused = 1;
    private const int Usage = 2;
    private const int Partial = 3;

    [Fact]
    public async Task A_copy_to_several_registries_keeps_the_digest_and_a_repetition_sends_nothing()
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var debian = await DockerRegistry.StartAsync();
        await using var embedded = await RegistryFixture.StartAsync();
        sample.LogIn(embedded.Authority, RegistryFixture.Token);
        string[] places = [$"docker://{debian.Authority}/acme/tool:1", $"{embedded.Authority}/acme/tool:1", $"oci:{sample["copy"]}:1"];

        var copied = (await sample.Drayage.RunAsync(["image", "copy", $"oci:{sample.Path}:new", .. places, "--json"])).Ended(0).Json();

        var digest = copied.GetProperty("digest").GetString()!;
        Assert.All(copied.GetProperty("destinations").EnumerateArray(), place => Assert.Equal(3, place.GetProperty("blobsSent").GetInt32()));
        var skopeo = Peer.Require("skopeo");
        foreach (var place in new[] { places[0], "docker://" + places[1], places[2] })
        {
            var seen = JsonElement.Parse((await skopeo.RunAsync("inspect", "--tls-verify=false", place)).Succeeded().Output);
            Assert.Equal(digest, seen.GetProperty("Digest").GetString());
        }

        var again = (await sample.Drayage.RunAsync(["image", "copy", $"oci:{sample.Path}:new", .. places, "--json"])).Ended(0).Json();
        Assert.All(again.GetProperty("destinations").EnumerateArray(), place => Assert.Equal(0, place.GetProperty("bytesSent").GetInt64()));
        Assert.True(again.GetProperty("requests").GetInt32() <= 4, $"{again.GetProperty("requests")} requests for two tags that are there");
        var verified = (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", places[0], "--verify", "--json")).Ended(0).Json();
        Assert.Equal(3, verified.GetProperty("destinations")[0].GetProperty("blobsPresent").GetInt32());
    }

    [Fact]
    public async Task Blobs_are_mounted_within_a_registry_and_an_image_comes_back_whole()
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var registry = await DockerRegistry.StartAsync();
        (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", $"{registry.Authority}/one:1")).Ended(0);

        var mounted = (await sample.Drayage.RunAsync("image", "copy", $"{registry.Authority}/one:1", $"{registry.Authority}/two:1", "--json")).Ended(0).Json();
        Assert.Equal(0, mounted.GetProperty("destinations")[0].GetProperty("bytesSent").GetInt64());
        Assert.Equal(3, mounted.GetProperty("destinations")[0].GetProperty("blobsMounted").GetInt32());

        (await sample.Drayage.RunAsync("image", "copy", $"{registry.Authority}/two:1", $"oci:{sample["back"]}:1")).Ended(0);
        (await Peer.Require("umoci").RunAsync("unpack", "--rootless", "--image", sample["back"] + ":1", sample["bundle"])).Succeeded();
        Assert.Equal("good bye\n", await File.ReadAllTextAsync(sample["bundle", "rootfs", "etc", "motd"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Podman_and_skopeo_load_the_archives_that_are_written_and_theirs_are_read()
    {
        using var sample = await SampleLayout.CreateAsync();
        (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", $"docker-archive:{sample["image.tar"]}:localhost/tool:1")).Ended(0);
        (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", $"docker-archive:{sample["again.tar"]}:localhost/tool:1", "--jobs", "1")).Ended(0);
        Assert.Equal(await File.ReadAllBytesAsync(sample["image.tar"], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(sample["again.tar"], TestContext.Current.CancellationToken));

        var podman = Peer.Require("podman");
        string[] store = ["--root", sample["store"], "--runroot", sample["run"], "--storage-driver", "vfs"];
        (await podman.RunAsync([.. store, "load", "-q", "-i", sample["image.tar"]])).Succeeded();
        var loaded = JsonElement.Parse((await podman.RunAsync([.. store, "image", "inspect", "localhost/tool:1"])).Succeeded().Output)[0];
        Assert.Equal("new", loaded.GetProperty("Labels").GetProperty("stage").GetString());
        (await podman.RunAsync([.. store, "save", "-q", "--format", "docker-archive", "-o", sample["saved.tar"], "localhost/tool:1"])).Succeeded();

        (await Peer.Require("skopeo").RunAsync("copy", "-q", "--insecure-policy", $"docker-archive:{sample["image.tar"]}:localhost/tool:1", $"docker-archive:{sample["skopeo.tar"]}:localhost/tool:1")).Succeeded();
        foreach (var theirs in new[] { "saved.tar", "skopeo.tar" })
        {
            (await sample.Drayage.RunAsync("image", "copy", sample[theirs], $"oci:{sample["read"]}:{theirs}")).Ended(0);
            (await Peer.Require("umoci").RunAsync("unpack", "--rootless", "--image", $"{sample["read"]}:{theirs}", sample["bundle-" + theirs])).Succeeded();
            Assert.False(File.Exists(sample["bundle-" + theirs, "rootfs", "etc", "gone"]));
            (await sample.Drayage.RunAsync("image", "diff", sample[theirs], $"oci:{sample["read"]}:{theirs}")).Ended(0);
            Assert.Equal(["application/vnd.oci.image.layer.v1.tar+gzip"], await LayerTypesAsync(sample, theirs));
            (await sample.Drayage.RunAsync("image", "copy", sample[theirs], $"oci:{sample["read"]}:{theirs}", "--uncompressed")).Ended(0);
            Assert.Equal(["application/vnd.oci.image.layer.v1.tar"], await LayerTypesAsync(sample, theirs));
        }
        (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", sample["image.tar"])).Refused(Refused, "cannot be written", "it exists already", "remove it");
        Assert.Empty(Directory.GetFiles(sample[""], ".*.partial"));
    }

    [Fact]
    public async Task One_platform_keeps_its_digest_and_several_get_an_index_of_their_own()
    {
        using var sample = await SampleLayout.CreateAsync();
        var index = await sample.AddIndexAsync("amd64", "arm64", "riscv64");
        var all = (await sample.Drayage.RunAsync("image", "copy", index, $"oci:{sample["all"]}:x", "--json")).Ended(0).Json().GetProperty("digest").GetString();
        var shown = (await sample.Drayage.RunAsync("image", "inspect", index, "--json")).Ended(0).Json();
        Assert.Equal(shown.GetProperty("digest").GetString(), all);

        var one = (await sample.Drayage.RunAsync("image", "copy", index, $"oci:{sample["one"]}:x", "--platform", "linux/arm64", "--json")).Ended(0).Json();
        Assert.Equal(shown.GetProperty("manifests")[1].GetProperty("digest").GetString(), one.GetProperty("digest").GetString());

        var two = (await sample.Drayage.RunAsync("image", "copy", index, $"oci:{sample["two"]}:x", "--platform", "linux/amd64,linux/arm64", "--json")).Ended(0);
        Assert.Contains($"instead of {all}", two.Error, StringComparison.Ordinal);
        var part = (await sample.Drayage.RunAsync("image", "ls", $"oci:{sample["two"]}", "--json")).Ended(0).Json().GetProperty("images")[0];
        Assert.Equal(2, part.GetProperty("platforms").GetArrayLength());

        (await sample.Drayage.RunAsync("image", "copy", index, $"docker-archive:{sample["x.tar"]}")).Refused(Usage, "cannot hold image", "linux/amd64, linux/arm64, linux/riscv64", "--platform");
        (await sample.Drayage.RunAsync("image", "copy", index, $"oci:{sample["none"]}:x", "--platform", "windows/amd64")).Refused(Refused, "is not there for windows/amd64", "it offers", "inspect");
    }

    [Fact]
    public async Task A_destination_that_refuses_leaves_the_others_served_and_the_exit_code_says_so()
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var locked = await DockerRegistry.StartAsync(withPassword: true);
        await using var open = await DockerRegistry.StartAsync();

        var copied = await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", $"{locked.Authority}/acme/tool:1", $"{open.Authority}/acme/tool:1", "--json");

        copied.Refused(Partial, $"could not be copied to {locked.Authority}/acme/tool:1", "401", "log in");
        Assert.Equal([false, true], copied.Json().GetProperty("destinations").EnumerateArray().Select(place => place.GetProperty("copied").GetBoolean()));
        (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", $"{locked.Authority}/acme/tool:1")).Refused(Refused, "could not be copied", "401", "log in");

        File.WriteAllText(sample["other.json"], $$"""{ "auths": { "{{locked.Authority}}": { "auth": "{{RegistryFixture.BasicCredentials(DockerRegistry.UserName, DockerRegistry.Password)}}" } } }""");
        (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", $"{locked.Authority}/acme/tool:1", "--authfile", "other.json")).Ended(0);
    }

    private static async Task<IEnumerable<string?>> LayerTypesAsync(SampleLayout sample, string name)
    {
        var shown = (await sample.Drayage.RunAsync("image", "inspect", $"oci:{sample["read"]}:{name}", "--json")).Ended(0).Json();
        return shown.GetProperty("manifests")[0].GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("mediaType").GetString()).Distinct();
    }
}
