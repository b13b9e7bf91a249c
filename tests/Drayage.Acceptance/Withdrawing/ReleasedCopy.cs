using System.Collections.Immutable;
using System.Net;
using Drayage.Testing;

namespace Drayage.Acceptance.Withdrawing;

/// <summary>One test's own copy of <see cref="TwoReleases"/>.</summary>
internal sealed class ReleasedCopy(TemporaryDirectory directory, RegistryFixture registry) : IAsyncDisposable
{
    public RegistryFixture Registry => registry;

    public string Root => directory["repository"];

    public BuiltDrayage Drayage => new BuiltDrayage(Root).Against(registry);

    /// <summary>Requests that changed something and were taken.</summary>
    public ImmutableArray<string> Changes =>
        [.. registry.Served.Where(request => request.Method is not ("GET" or "HEAD") && request.Status < 300).Select(request => $"{request.Method} {request.Path}")];

    /// <returns>What a tag names; null when it is not there.</returns>
    public async Task<string?> DigestOfAsync(string tag)
    {
        using var client = registry.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, $"v2/ghcr.io/example/tide/manifests/{tag}");
        request.Headers.TryAddWithoutValidation("Accept", "application/vnd.oci.image.index.v1+json");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : answer.EnsureSuccessStatusCode().Headers.GetValues("Docker-Content-Digest").Single();
    }

    public async Task<bool> HasReleaseAsync(string tag)
    {
        using var client = registry.NewClient();
        using var answer = await client.GetAsync($"api/v3/repos/example/tide/releases/tags/{tag}");
        return answer.IsSuccessStatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        directory.Dispose();
    }
}
