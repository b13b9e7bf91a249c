using System.Security.Cryptography;
using System.Text;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Images;

/// <summary>Images to work on: built by umoci, a tool of the field, so that nothing of ours judges itself.</summary>
internal sealed class SampleLayout : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private SampleLayout()
    {
    }

    /// <summary>Holds the images <c>old</c> and <c>new</c>, which differ in a file, a mode, a removal and the settings.</summary>
    public string Path => directory["layout"];

    public string this[params string[] segments] => directory[segments];

    public BuiltDrayage Drayage => new BuiltDrayage(directory.Path).With("REGISTRY_AUTH_FILE", directory["auth.json"]);

    public static async Task<SampleLayout> CreateAsync()
    {
        var sample = new SampleLayout();
        var umoci = Peer.Require("umoci");
        (await umoci.RunAsync("init", "--layout", sample.Path)).Succeeded();
        (await umoci.RunAsync("new", "--image", sample.Path + ":old")).Succeeded();
        await sample.LayerAsync(umoci, "old", "tree", ("etc/motd", "welcome\n"), ("etc/gone", "soon\n"), ("usr/share/data", new string('x', 100_000)));
        (await umoci.RunAsync("config", "--image", sample.Path + ":old", "--config.env", "LEVEL=1", "--config.entrypoint", "/bin/tool", "--config.label", "stage=old",
            "--architecture", "amd64", "--os", "linux")).Succeeded();
        (await umoci.RunAsync("tag", "--image", sample.Path + ":old", "new")).Succeeded();
        await sample.LayerAsync(umoci, "new", "upper", ("etc/motd", "good bye\n"), ("etc/.wh.gone", ""), ("opt/added", "1\n"));
        (await umoci.RunAsync("config", "--image", sample.Path + ":new", "--config.env", "LEVEL=2", "--config.label", "stage=new")).Succeeded();
        return sample;
    }

    /// <summary>An index that Drayage had no part in: one image under several platforms' names.</summary>
    public async Task<string> AddIndexAsync(params string[] architectures)
    {
        var umoci = Peer.Require("umoci");
        var children = new List<string>();
        foreach (var architecture in architectures)
        {
            (await umoci.RunAsync("tag", "--image", Path + ":new", architecture)).Succeeded();
            (await umoci.RunAsync("config", "--image", $"{Path}:{architecture}", "--architecture", architecture)).Succeeded();
            var raw = (await Peer.Require("skopeo").RunAsync("inspect", "--raw", $"oci:{Path}:{architecture}")).Succeeded().Output;
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)));
            children.Add($$$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:{{{digest}}}","size":{{{raw.Length}}},"platform":{"os":"linux","architecture":"{{{architecture}}}"}}""");
        }
        var index = $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{{string.Join(',', children)}}]}""";
        var hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(index)));
        File.WriteAllText(System.IO.Path.Combine(Path, "blobs", "sha256", hex), index);
        File.WriteAllText(System.IO.Path.Combine(Path, "index.json"), $$$"""
            {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"sha256:{{{hex}}}","size":{{{index.Length}}},"annotations":{"org.opencontainers.image.ref.name":"multi"}}]}
            """);
        return $"oci:{Path}:multi";
    }

    /// <summary>Writes a file into the directory that the tool runs in.</summary>
    public Task WriteAsync(string name, string content) => File.WriteAllTextAsync(directory[name], content);

    /// <summary>Says to whom the tools log in.</summary>
    public void LogIn(string registry, string password) => directory.Write(
        "auth.json", $$"""{ "auths": { "{{registry}}": { "auth": "{{RegistryFixture.BasicCredentials("anyone", password)}}" } } }""");

    public void Dispose() => directory.Dispose();

    private async Task LayerAsync(Peer umoci, string tag, string name, params (string Path, string Content)[] files)
    {
        foreach (var (path, content) in files)
            directory.Write(System.IO.Path.Combine(name, path), content);
        var tar = Peer.Require("tar");
        (await tar.RunAsync("-C", directory[name], "--owner=0", "--group=0", "--mtime=@0", "-cf", directory[name + ".tar"], ".")).Succeeded();
        (await umoci.RunAsync("raw", "add-layer", "--image", $"{Path}:{tag}", directory[name + ".tar"])).Succeeded();
        Assert.True(File.Exists(directory[name + ".tar"]));
    }
}
