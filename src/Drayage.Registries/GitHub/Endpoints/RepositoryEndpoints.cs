using System.Text.Json.Nodes;
using Drayage.Registries.GitHub.Rules;
using Drayage.Registries.GitHub.Wire;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub.Endpoints;

/// <summary>The repository itself, its option of immutable releases, and what the server says of itself and the caller.</summary>
internal static class RepositoryEndpoints
{
    public static async Task GetAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        await call.AnswerAsync(StatusCodes.Status200OK, call.Views.Repository(state, call.Trusted), GitHubJson.Wire.RepositoryView);
    }

    /// <summary>No git objects are held here, so every commit with a whole id is there.</summary>
    public static async Task GetCommitAsync(GitHubCall call)
    {
        await call.RepositoryAsync();
        var sha = call.Text("sha");
        if (!RefNames.IsSha(sha))
            throw GitHubRefusal.Unprocessable($"No commit found for SHA: {sha}");
        await call.AnswerAsync(StatusCodes.Status200OK, new JsonObject { ["sha"] = sha });
    }

    /// <summary>404 while the option is off.</summary>
    public static async Task GetImmutableReleasesAsync(GitHubCall call)
    {
        if (!(await call.RepositoryAsync()).ImmutableReleases)
            throw GitHubRefusal.NotFound();
        await call.AnswerAsync(StatusCodes.Status200OK, new ImmutableReleasesView(Enabled: true, EnforcedByOwner: false), GitHubJson.Wire.ImmutableReleasesView);
    }

    public static async Task EnableImmutableReleasesAsync(GitHubCall call)
    {
        await call.UpdateAsync(before => before with { ImmutableReleases = true });
        await call.EmptyAsync();
    }

    public static async Task DisableImmutableReleasesAsync(GitHubCall call)
    {
        await call.UpdateAsync(before => before with { ImmutableReleases = false });
        await call.EmptyAsync();
    }

    public static Task UserAsync(GitHubCall call) => call.Trusted
        ? call.AnswerAsync(StatusCodes.Status200OK, call.Views.User(GitHubProtocol.Login), GitHubJson.Wire.UserView)
        : throw new GitHubRefusal(StatusCodes.Status401Unauthorized, "Requires authentication");

    public static Task MetaAsync(GitHubCall call) =>
        call.AnswerAsync(StatusCodes.Status200OK, new MetaView(VerifiablePasswordAuthentication: false, InstalledVersion: "3.15.0"), GitHubJson.Wire.MetaView);

    /// <summary>The root; clients look at the scopes in its headers.</summary>
    public static Task RootAsync(GitHubCall call) => call.AnswerAsync(StatusCodes.Status200OK, new JsonObject());
}
