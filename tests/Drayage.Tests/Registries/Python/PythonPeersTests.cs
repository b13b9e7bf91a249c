using Drayage.Registries.Access;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Python;

/// <summary>twine uploads to the embedded Python index, pip installs from it.</summary>
public sealed class PythonPeersTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly TemporaryDirectory work = new();

    [Fact]
    public async Task Twine_uploads_a_wheel_and_a_source_distribution()
    {
        var wheel = SampleDistribution.Wheel(work, "sample-one", "1.0.0");
        var source = SampleDistribution.Source(work, "sample-one", "1.0.0");

        (await Twine().RunAsync("upload", wheel, source)).Succeeded();

        var page = await registry.NewClient(authenticated: false).GetStringAsync("python/main/simple/sample-one/");
        Assert.Contains("sample_one-1.0.0-py3-none-any.whl", page, StringComparison.Ordinal);
        Assert.Contains("sample_one-1.0.0.tar.gz", page, StringComparison.Ordinal);
        Assert.Contains("data-requires-python=\"&gt;=3.8\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twine_may_upload_the_same_file_again()
    {
        var wheel = SampleDistribution.Wheel(work, "sample-again", "1.0.0");
        (await Twine().RunAsync("upload", wheel)).Succeeded();
        (await Twine().RunAsync("upload", wheel)).Succeeded();
    }

    [Fact]
    public async Task Twine_is_refused_other_bytes_under_the_same_name_and_skips_them_when_told_to()
    {
        var wheel = SampleDistribution.Wheel(work, "sample-other", "1.0.0");
        (await Twine().RunAsync("upload", wheel)).Succeeded();
        SampleDistribution.Wheel(work, "sample-other", "1.0.0", "answer = 43\n");

        var refused = (await Twine().RunAsync("upload", wheel)).Failed();
        (await Twine().RunAsync("upload", "--skip-existing", wheel)).Succeeded();

        Assert.Contains("File already exists ('sample_other-1.0.0-py3-none-any.whl', with blake2_256 hash '", refused.Output + refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twine_is_refused_with_a_wrong_token()
    {
        var wheel = SampleDistribution.Wheel(work, "sample-refused", "1.0.0");

        var refused = (await Twine().With("TWINE_PASSWORD", "wrong").RunAsync("upload", wheel)).Failed();

        Assert.Contains("403", refused.Output + refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pip_installs_with_required_hashes()
    {
        var wheel = SampleDistribution.Wheel(work, "sample-pip", "2.0.0");
        (await Twine().RunAsync("upload", wheel)).Succeeded();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(wheel)));
        var requirements = work.Write("requirements.txt", $"Sample.Pip==2.0 --hash=sha256:{hash}\n");

        (await Pip().RunAsync("-m", "pip", "install", "--require-hashes", "--no-deps", "--target", work["site"], "-r", requirements)).Succeeded();

        Assert.Equal("answer = 42\n", await File.ReadAllTextAsync(work["site", "sample_pip.py"]));
    }

    [Fact]
    public async Task Pip_refuses_a_hash_that_differs()
    {
        (await Twine().RunAsync("upload", SampleDistribution.Wheel(work, "sample-tampered", "1.0.0"))).Succeeded();
        var requirements = work.Write("requirements.txt", $"sample-tampered==1.0.0 --hash=sha256:{new string('0', 64)}\n");

        var refused = (await Pip().RunAsync("-m", "pip", "download", "--require-hashes", "--no-deps", "-d", work["got"], "-r", requirements)).Failed();

        Assert.Contains("DO NOT MATCH", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pip_and_twine_work_where_reads_need_the_token()
    {
        await using var closed = await RegistryFixture.StartAsync(options => options with
        {
            Tokens = new RegistryTokens { Write = RegistryFixture.Token, ReadsNeedToken = true },
        });
        var wheel = SampleDistribution.Wheel(work, "sample-closed", "1.0.0");
        (await Twine().With("TWINE_REPOSITORY_URL", $"{closed.Address}python/main/legacy/").RunAsync("upload", wheel)).Succeeded();

        (await Pip().With("PIP_INDEX_URL", $"{closed.Address}python/main/simple/").RunAsync("-m", "pip", "download", "--no-deps", "-d", work["a"], "sample-closed")).Failed();
        (await Pip().With("PIP_INDEX_URL", $"http://__token__:{RegistryFixture.Token}@{closed.Authority}/python/main/simple/").RunAsync("-m", "pip", "download", "--no-deps", "-d", work["b"], "sample-closed")).Succeeded();
    }

    public void Dispose() => work.Dispose();

    private Peer Twine() => Peer.Require("/usr/bin/twine")
        .With("TWINE_REPOSITORY_URL", $"{registry.Address}python/main/legacy/")
        .With("TWINE_USERNAME", "__token__")
        .With("TWINE_PASSWORD", RegistryFixture.Token)
        .With("TWINE_NON_INTERACTIVE", "1")
        .With("HOME", work.Path)
        .With("COLUMNS", "1000");

    private Peer Pip() => Peer.Require(Python)
        .With("PIP_INDEX_URL", $"{registry.Address}python/main/simple/")
        .With("PIP_NO_CACHE_DIR", "1")
        .With("PIP_DISABLE_PIP_VERSION_CHECK", "1")
        .With("PIP_FIND_LINKS", null)
        .With("PIP_NO_INPUT", "1")
        .With("PIP_CONFIG_FILE", "/dev/null")
        .With("HOME", work.Path);
}
