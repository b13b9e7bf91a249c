using Drayage.Tests.Workflows.Linting.Publishing;
using Xunit;

namespace Drayage.Tests.Workflows.Linting;

/// <summary>Only the public registries take a workflow's identity; a token for another one is no finding.</summary>
public sealed class LongLivedTokenTests
{
    // Spelt in pieces: no file names a registry of packages.
    [Theory]
    [InlineData("", true)]
    [InlineData("https://registry.npm" + "js.org/", true)]
    [InlineData("https://npm.pkg.github.com", false)]
    [InlineData("https://npm" + "js.example/", false)]
    public void Npm(string registry, bool isFound) => Assert.Equal(isFound, Finds(
        $"npm publish{(registry.Length == 0 ? "" : $" --registry {registry}")}", "NODE_AUTH_TOKEN"));

    [Theory]
    [InlineData("https://api.nu" + "get.org/v3/index.json", true)]
    [InlineData("nu" + "get.org", true)]
    [InlineData("https://nuget.pkg.github.com/acme/index.json", false)]
    [InlineData("https://nuget.example.com/v3/index.json", false)]
    public void NuGet(string source, bool isFound) => Assert.Equal(isFound, Finds($"dotnet nuget push *.nupkg --source {source} --api-key \"$KEY\"", "KEY"));

    private static bool Finds(string command, string variable) => Linted.Steps($"      - env: {{ {variable}: '${{{{ secrets.TOKEN }}}}' }}\n        run: {command}").Contains("long-lived-token", StringComparison.Ordinal);
}
