using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>Lists: repositories, tags, referrers.</summary>
internal sealed class ListEndpoints(RepositoryStore repositories)
{
    public Task CatalogAsync(HttpContext context)
    {
        var page = Paging.Page(context, repositories.List(), StringComparer.Ordinal);
        return Answer.JsonAsync(context, StatusCodes.Status200OK, new RepositoryList(page), OciJson.Wire.RepositoryList);
    }

    public async Task TagsAsync(HttpContext context, RepositoryName repository)
    {
        if (!repositories.Exists(repository))
            throw OciRefusal.UnknownName(repository);
        var page = Paging.Page(context, await repositories.TagsAsync(repository, context.RequestAborted), TagOrder.Instance);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new TagList(repository.Value, page), OciJson.Wire.TagList);
    }

    /// <summary>Never answers 404: without referrers the list is empty.</summary>
    public async Task ReferrersAsync(HttpContext context, OciAddress.Referrers address)
    {
        var referrers = await repositories.ReferrersAsync(address.Repository, address.Subject, context.RequestAborted);
        if (context.Request.Query.TryGetValue("artifactType", out var type))
        {
            referrers = [.. referrers.Where(descriptor => descriptor.ArtifactType == type)];
            context.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        }
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new OciIndex { Manifests = referrers }, OciJson.Wire.OciIndex, OciIndex.IndexMediaType);
    }
}
