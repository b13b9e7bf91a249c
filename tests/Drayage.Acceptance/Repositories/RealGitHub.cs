using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Repositories;

/// <summary>Embedded GitHub in place of the real one for releases that are no rehearsals: addresses and secrets are those of the configuration.</summary>
internal static class RealGitHub
{
    /// <summary>The repository of <see cref="MiniSources"/>, which a real release expects.</summary>
    public static async Task MakeAsync(RegistryFixture registry)
    {
        using var client = registry.NewClient();
        using var made = await client.PostAsync(
            "api/v3/repos/example/tide/git/refs", new StringContent($$"""{"ref":"refs/heads/any","sha":"{{new string('a', 40)}}"}"""), TestContext.Current.CancellationToken);
        made.EnsureSuccessStatusCode();
    }

    /// <summary>A configuration that releases there, and images nowhere.</summary>
    public static string Alone(string configuration, RegistryFixture registry) => configuration
        .Replace("token: env:GITHUB_TOKEN }", $"token: env:GITHUB_TOKEN, api: '{registry.Address}api/v3' }}", StringComparison.Ordinal)
        .Replace("to: [ghcr]", "to: []", StringComparison.Ordinal);
}
