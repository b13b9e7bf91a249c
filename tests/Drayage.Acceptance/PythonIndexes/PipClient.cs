using System.Security.Cryptography;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.PythonIndexes;

/// <summary>The system's own pip, without configuration and cache, at one index alone.</summary>
internal sealed class PipClient : IDisposable
{
    private readonly Uri index;
    private readonly Peer python;
    private readonly TemporaryDirectory directory = new();

    private PipClient(Peer python, Uri index)
    {
        this.index = index;
        this.python = python.In(directory.Path).With("PIP_CONFIG_FILE", "/dev/null").With("PIP_NO_INPUT", "1").With("PIP_RETRIES", "0");
        foreach (var variable in new[] { "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX" })
            this.python.With(variable, null);
    }

    public static async Task<PipClient> StartAsync(Uri index) => new(await Peer.RequirePythonAsync("pip", "build", "hatchling"), index);

    /// <summary>Every way in which the project can be fetched gives the version that pip should choose, which twine finds nothing wrong with; some of them install by hash.</summary>
    public async Task AssertServesAsync()
    {
        const string project = ReleasedClient.Project;
        (string[] Arguments, string File, bool Install)[] expected =
        [
            ([project], "tidewater_client-0.5.0-py3-none-any.whl", Install: true),
            ([$"{project}==0.4.0"], "tidewater_client-0.4.0-py3-none-any.whl", Install: false),
            (["--pre", project], "tidewater_client-0.6.0rc1-py3-none-any.whl", Install: true),
            (["--no-binary", ":all:", "--no-build-isolation", project], "tidewater_client-0.5.0.tar.gz", Install: false),
            (["--no-binary", ":all:", "--no-build-isolation", $"{project}==0.4.0"], "tidewater_client-0.4.0.tar.gz", Install: true),
            (["--no-binary", ":all:", "--no-build-isolation", "--pre", project], "tidewater_client-0.6.0rc1.tar.gz", Install: false),
        ];
        foreach (var (arguments, file, install) in expected)
        {
            var chosen = await DownloadAsync(arguments);
            Assert.Equal(file, Path.GetFileName(chosen));
            (await Peer.Require("/usr/bin/twine").RunAsync("check", "--strict", chosen)).Succeeded();
            if (install)
                await InstallByHashAsync(Path.Combine(directory.Path, "download", file), file.EndsWith(".tar.gz", StringComparison.Ordinal));
        }
    }

    /// <summary>The file that pip chooses.</summary>
    public async Task<string> DownloadAsync(params string[] arguments)
    {
        var place = directory["download"];
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        (await RunAsync(["download", "--no-deps", "--dest", place, .. arguments])).Succeeded();
        return Assert.Single(Directory.GetFiles(place));
    }

    public Task<PeerResult> RunAsync(params string[] arguments) => python.RunAsync(
        ["-m", "pip", arguments[0], "--disable-pip-version-check", "--no-cache-dir", "--index-url", index.AbsoluteUri, "--trusted-host", index.Host, .. arguments[1..]]);

    public void Dispose() => directory.Dispose();

    private async Task InstallByHashAsync(string file, bool isSource)
    {
        var version = Path.GetFileName(file).Split('-')[1].Replace(".tar.gz", "", StringComparison.Ordinal);
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        var requirements = directory.Write("requirements.txt", $"{ReleasedClient.Project}=={version} --hash=sha256:{hash}\n");
        var target = directory.MakeDirectory($"installed-{Path.GetFileName(file)}");
        string[] source = isSource ? ["--no-binary", ":all:", "--no-build-isolation"] : [];
        (await RunAsync(["install", "--no-deps", "--target", target, "--require-hashes", "--requirement", requirements, .. source])).Succeeded();
        Assert.True(Directory.Exists(Path.Combine(target, $"tidewater_client-{version}.dist-info")));
    }
}
