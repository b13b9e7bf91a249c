using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Drayage.Registries.GitHub.Wire;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub.Endpoints;

/// <summary>
/// Packages and their versions: <c>/orgs/OWNER/packages/TYPE/NAME…</c> and the same below <c>/users/</c>. Of the types only images are
/// kept here, and every owner is an organisation.
/// </summary>
internal sealed class PackageEndpoints(IContainerPackages containers)
{
    private const string ContainerType = "container";
    private const long LargestId = (1L << 53) - 1;

    public async Task GetAsync(GitHubCall call)
    {
        var versions = await VersionsAsync(call);
        await call.AnswerAsync(StatusCodes.Status200OK, new JsonObject
        {
            ["name"] = call.Text("package"),
            ["package_type"] = ContainerType,
            ["version_count"] = versions.Length,
            ["visibility"] = "private",
        });
    }

    /// <summary>Newest first.</summary>
    public async Task ListAsync(GitHubCall call)
    {
        var page = Paging.Page(call.Http, [.. (await VersionsAsync(call)).OrderByDescending(version => (version.Created, IdOf(version)))]);
        await call.AnswerAsync(StatusCodes.Status200OK, [.. page.Select(ViewOf)], GitHubJson.Wire.ImmutableArrayPackageVersionView);
    }

    public async Task GetVersionAsync(GitHubCall call) =>
        await call.AnswerAsync(StatusCodes.Status200OK, ViewOf(await DemandAsync(call)), GitHubJson.Wire.PackageVersionView);

    public async Task DeleteVersionAsync(GitHubCall call)
    {
        var version = await DemandAsync(call);
        if ((await VersionsAsync(call)).Length == 1)
            throw new GitHubRefusal(StatusCodes.Status400BadRequest, "You cannot delete the last version of a package. You must delete the package instead.");
        await containers.DeleteAsync(ImageOf(call), version.Digest, CancellationToken.None);
        await call.EmptyAsync();
    }

    private async Task<ContainerVersion> DemandAsync(GitHubCall call) =>
        (await VersionsAsync(call)).FirstOrDefault(version => IdOf(version) == call.Id) ?? throw GitHubRefusal.NotFound();

    private async Task<ImmutableArray<ContainerVersion>> VersionsAsync(GitHubCall call)
    {
        if (!call.Trusted)
            throw new GitHubRefusal(StatusCodes.Status401Unauthorized, "Requires authentication");
        var type = call.Text("type");
        if (type is not ("npm" or "maven" or "rubygems" or "docker" or "nuget" or ContainerType))
            throw GitHubRefusal.Unprocessable("Invalid request.\n\nFor 'package_type', an unknown value was supplied.");
        return type == ContainerType && await containers.ListAsync(ImageOf(call), call.Cancellation) is { } versions ? versions : throw GitHubRefusal.NotFound();
    }

    private static string ImageOf(GitHubCall call) => $"{call.Text("owner").ToLowerInvariant()}/{call.Text("package")}";

    private static PackageVersionView ViewOf(ContainerVersion version) => new(
        IdOf(version),
        version.Digest.ToString(),
        version.Created,
        version.Created,
        new PackageMetadataView(ContainerType, new ContainerMetadataView(version.Tags)));

    // Numbers that stay the same over restarts, and that JavaScript can hold.
    private static long IdOf(ContainerVersion version) => BinaryPrimitives.ReadInt64BigEndian(Convert.FromHexString(version.Digest.Hex[..16])) & LargestId;
}
