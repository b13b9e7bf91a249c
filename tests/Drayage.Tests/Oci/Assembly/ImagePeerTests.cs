using System.Text.Json;
using Drayage.Oci.Assembly;
using Drayage.Platform.Archives;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Assembly;

/// <summary>What the tools of the field see in the images that we assemble.</summary>
public sealed class ImagePeerTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Skopeo_inspects_and_copies_a_layout()
    {
        var (_, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var skopeo = Peer.Require("skopeo");
        var inspected = JsonElement.Parse((await skopeo.RunAsync("inspect", "--override-arch", "arm64", $"oci:{directory["layout"]}:sample")).Succeeded().Output);
        Assert.Equal("arm64", inspected.GetProperty("Architecture").GetString());
        Assert.Equal("1+1", inspected.GetProperty("Labels").GetProperty("a").GetString());
        (await skopeo.RunAsync("copy", "-q", "--insecure-policy", "--all", $"oci:{directory["layout"]}:sample", $"oci:{directory["copy"]}:sample")).Succeeded();
        var copied = JsonElement.Parse(await File.ReadAllTextAsync(directory["copy", "index.json"], TestContext.Current.CancellationToken));
        Assert.Equal(image.Root.Digest.ToString(), copied.GetProperty("manifests")[0].GetProperty("digest").GetString());
    }

    [Fact]
    public async Task Umoci_unpacks_the_layers()
    {
        await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        var umoci = Peer.Require("umoci");
        (await umoci.RunAsync("unpack", "--rootless", "--image", $"{directory["layout"]}:sample", directory["bundle"])).Succeeded();
        Assert.Equal("binary for linux/amd64", await File.ReadAllTextAsync(directory["bundle", "rootfs", "usr", "bin", "tool"], TestContext.Current.CancellationToken));
        Assert.Equal(ArchiveEntry.ExecutableMode, File.GetUnixFileMode(directory["bundle", "rootfs", "usr", "bin", "tool"]));
        var process = JsonElement.Parse(await File.ReadAllTextAsync(directory["bundle", "config.json"], TestContext.Current.CancellationToken)).GetProperty("process");
        Assert.Equal("/usr/bin/tool", process.GetProperty("args")[0].GetString());
        Assert.Contains(process.GetProperty("env").EnumerateArray(), variable => variable.GetString() == "LANG=C.UTF-8");
    }

    [Fact]
    public async Task Podman_runs_an_image_from_scratch()
    {
        var podman = Peer.Require("podman");
        Peer.Require("runc");
        var source = directory.Write("tool.c", """
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            int main(int argc, char **argv) { printf("%s %s %d\n", getenv("GREETING"), argv[1], (int)getuid()); return 0; }
            """);
        (await Peer.Require("gcc").RunAsync("-static", "-o", directory["tool"], source)).Succeeded();
        var recipe = SampleImages.Recipe("linux/amd64");
        recipe = recipe with
        {
            Platforms = [recipe.Platforms[0] with
            {
                Layers = [new LayerSource { CreatedBy = "tool", Entries = [ArchiveEntry.File("bin/tool", directory["tool"], ArchiveEntry.ExecutableMode)] }],
                Settings = new ImageSettings
                {
                    Entrypoint = ["/bin/tool"],
                    Command = ["world"],
                    User = "65532",
                    Environment = [KeyValuePair.Create("GREETING", "hello")],
                },
            }],
        };
        await SampleImages.AssembleAsync(directory["layout"], recipe);
        string[] store = ["--root", directory["store"], "--runroot", directory["run"], "--storage-driver", "vfs"];
        // Not "podman pull oci:PATH": it makes a name of the path, and temporary paths have upper-case letters.
        var stored = $"containers-storage:[vfs@{directory["store"]}+{directory["run"]}]localhost/tool:1";
        (await Peer.Require("skopeo").RunAsync("copy", "-q", "--insecure-policy", $"oci:{directory["layout"]}:sample", stored)).Succeeded();
        var run = await podman.RunAsync(
        [
            .. store, "run", "--rm", "--runtime", "runc", "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=2000:2000",
            "--network", "none", "localhost/tool:1",
        ]);
        if (run.ExitCode != 0 && !IsCi)
            Assert.Skip($"containers cannot be run here: {run.Error}");
        Assert.Equal("hello world 65532\n", run.Succeeded().Output);
    }

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";
}
