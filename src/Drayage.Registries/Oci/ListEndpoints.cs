using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>Lists: repositories, tags, referrers.</summary>
/// <param name="referrersPerPage">Entries of a page of a referrers list.</param>
internal sealed class ListEndpoints(RepositoryStore repositories, int referrersPerPage)
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

    /// <summary>Never answers 404: without referrers the list is empty. A page that is not the last links to the next, with the filter kept.</summary>
    public async Task ReferrersAsync(HttpContext context, OciAddress.Referrers address)
    {
        var query = context.Request.Query;
        var type = query.TryGetValue("artifactType", out var asked) ? asked.ToString() : null;
        if (type is not null)
            context.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        var page = new ReferrerPage(referrersPerPage);
        await foreach (var referrer in repositories.ReferrersAsync(address.Repository, address.Subject, query["last"].ToString(), context.RequestAborted))
        {
            if (type is not null && referrer.ArtifactType != type)
                continue;
            if (!page.TryAdd(referrer))
            {
                var filter = type is null ? "" : $"artifactType={Uri.EscapeDataString(type)}&";
                context.Response.Headers.Link = $"<{context.Request.Path}?{filter}last={Uri.EscapeDataString(page.Last)}>; rel=\"next\"";
                break;
            }
        }
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new OciIndex { Manifests = page.Entries }, OciJson.Wire.OciIndex, OciIndex.IndexMediaType);
    }
}
