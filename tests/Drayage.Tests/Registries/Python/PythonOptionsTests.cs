using System.Net;
using Drayage.Registries.Python;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Python;

/// <summary>Owners, limits and lag.</summary>
public sealed class PythonOptionsTests : IDisposable
{
    private readonly TemporaryDirectory work = new();

    [Fact]
    public async Task A_project_belongs_to_whoever_uploads_its_first_file_even_after_a_restart()
    {
        await using var registry = await StartAsync(new PythonOptions { Accounts = [new PythonAccount { Name = "mallory", Secret = "of mallory" }] });
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(registry, "theirs", "1.0", "of mallory"));
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(registry, "ours", "1.0", RegistryFixture.Token));
        await registry.RestartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await UploadAsync(registry, "Theirs", "1.1", RegistryFixture.Token));
        Assert.Equal(HttpStatusCode.Forbidden, await UploadAsync(registry, "ours", "1.1", "of mallory"));
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(registry, "theirs", "1.1", "of mallory"));
    }

    [Fact]
    public async Task Files_and_projects_have_their_limits()
    {
        await using var registry = await StartAsync(new PythonOptions { FileBytes = 2000, ProjectBytes = 1500 });

        Assert.Equal(HttpStatusCode.OK, await UploadAsync(registry, "small", "1.0", RegistryFixture.Token));
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(registry, "small", "1.0", RegistryFixture.Token));
        Assert.Equal(HttpStatusCode.BadRequest, await UploadAsync(registry, "small", "1.1", RegistryFixture.Token, size: 900));
        Assert.Equal(HttpStatusCode.BadRequest, await UploadAsync(registry, "large", "1.0", RegistryFixture.Token, size: 2000));
    }

    [Fact]
    public async Task Readers_see_a_file_later_and_whoever_uploads_is_told_the_truth()
    {
        var clock = new ManualClock();
        await using var registry = await StartAsync(new PythonOptions { IndexLag = TimeSpan.FromMinutes(1) }, clock);
        using var client = registry.NewClient();
        await UploadAsync(registry, "late", "1.0", RegistryFixture.Token);

        using var early = await client.GetAsync("python/main/simple/late/");
        Assert.Equal(HttpStatusCode.BadRequest, await UploadAsync(registry, "late", "1.0", RegistryFixture.Token, size: 10));
        clock.Advance(TimeSpan.FromMinutes(1));
        using var late = await client.GetAsync("python/main/simple/late/");

        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
    }

    public void Dispose() => work.Dispose();

    private static Task<RegistryFixture> StartAsync(PythonOptions python, TimeProvider? clock = null) =>
        RegistryFixture.StartAsync(options => options with { Python = python, Clock = clock ?? TimeProvider.System });

    /// <param name="size">Of what the wheel's module says, in bytes that do not compress.</param>
    private async Task<HttpStatusCode> UploadAsync(RegistryFixture registry, string name, string version, string token, int size = 1)
    {
        using var client = registry.NewClient(authenticated: false);
        client.DefaultRequestHeaders.Authorization = new("Basic", RegistryFixture.BasicCredentials("__token__", token));
        var noise = new byte[size];
        new Random(7).NextBytes(noise);
        var wheel = SampleDistribution.Wheel(work, name.ToLowerInvariant(), version, $"# {Convert.ToBase64String(noise)}\n");
        using var response = await UploadForms.PostAsync(client, wheel, name, version);
        return response.StatusCode;
    }
}
