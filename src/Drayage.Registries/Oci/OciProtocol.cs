using System.Globalization;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Faults.Acting;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.Oci;

/// <summary>An OCI registry: distribution specification 1.1 at <c>/v2/</c>, tokens at <c>/token</c>.</summary>
internal sealed class OciProtocol : IRegistryProtocol
{
    private readonly OciAccess access;
    private readonly TokenEndpoint tokens;
    private readonly BlobEndpoints blobs;
    private readonly UploadEndpoints uploads;
    private readonly ManifestEndpoints manifests;
    private readonly ListEndpoints lists;
    private readonly RequestRate rate;
    private readonly RepositoryStore repositories;
    private readonly BlobStore store;
    private readonly UploadStore begun;

    public OciProtocol(string directory, BlobStore store, AccessControl accessControl, TimeProvider clock, OciLimits limits)
    {
        this.store = store;
        repositories = new RepositoryStore(directory, clock);
        rate = new RequestRate(limits.RequestsPerSecond, clock);
        var bearers = new BearerTokens(accessControl.DeriveKey("oci bearer tokens"), new SkewedClock(clock));
        access = new OciAccess(accessControl, bearers);
        tokens = new TokenEndpoint(accessControl, bearers);
        blobs = new BlobEndpoints(repositories, store);
        begun = new UploadStore(directory, store, clock, limits.OpenUploads);
        uploads = new UploadEndpoints(repositories, store, begun, access);
        manifests = new ManifestEndpoints(repositories, store, limits.ManifestBytes);
        lists = new ListEndpoints(repositories, limits.ReferrersPerPage);
    }

    public string Name => "oci";

    /// <summary>Its images as GitHub shows them.</summary>
    public IContainerPackages Packages => new ContainerPackages(repositories, manifests);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(OciAccess.TokenPath, context => GuardAsync(context, () => tokens.GetAsync(context)));
        routes.MapPost(OciAccess.TokenPath, context => GuardAsync(context, () => tokens.PostAsync(context)));
        routes.Map("/v2/{**address}", context => GuardAsync(context, () => HandleAsync(context)));
    }

    /// <inheritdoc/>
    public async Task MarkAsync(ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await begun.DropAbandonedAsync(cancellationToken);
        await RepositoryMark.RunAsync(repositories, store, live, before, cancellationToken);
    }

    private Task HandleAsync(HttpContext context)
    {
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        var method = context.Request.Method;
        var reading = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        var path = context.Request.Path.Value!;
        var address = OciAddress.Parse(path.Length > "/v2/".Length ? path["/v2/".Length..] : "", reading);
        access.Demand(context, address);
        return reading ? ReadAsync(context, address) : WriteAsync(context, address);
    }

    private Task ReadAsync(HttpContext context, OciAddress address) => address switch
    {
        OciAddress.Root => Answer.BytesAsync(context, StatusCodes.Status200OK, "{}"u8.ToArray(), "application/json"),
        OciAddress.Catalog => lists.CatalogAsync(context),
        OciAddress.Tags tags => lists.TagsAsync(context, tags.Repository),
        OciAddress.Referrers referrers => lists.ReferrersAsync(context, referrers),
        OciAddress.Blob blob => blobs.GetAsync(context, blob.Repository, blob.Digest),
        OciAddress.Manifest manifest => manifests.GetAsync(context, manifest.Repository, manifest.Reference),
        OciAddress.Upload upload => uploads.StatusAsync(context, upload.Repository, upload.Id),
        _ => throw OciRefusal.WrongMethod(context.Request.Method),
    };

    private Task WriteAsync(HttpContext context, OciAddress address) => (context.Request.Method, address) switch
    {
        ("POST", OciAddress.Uploads uploading) => uploads.BeginAsync(context, uploading.Repository),
        ("PATCH", OciAddress.Upload upload) => uploads.AppendAsync(context, upload.Repository, upload.Id),
        ("PUT", OciAddress.Upload upload) => uploads.CompleteAsync(context, upload.Repository, upload.Id),
        ("DELETE", OciAddress.Upload upload) => uploads.CancelAsync(context, upload.Repository, upload.Id),
        ("DELETE", OciAddress.Blob blob) => blobs.DeleteAsync(context, blob.Repository, blob.Digest),
        ("PUT", OciAddress.Manifest manifest) => manifests.PutAsync(context, manifest.Repository, manifest.Reference),
        ("DELETE", OciAddress.Manifest manifest) => manifests.DeleteAsync(context, manifest.Repository, manifest.Reference),
        _ => throw OciRefusal.WrongMethod(context.Request.Method),
    };

    private async Task GuardAsync(HttpContext context, Func<Task> endpoint)
    {
        try
        {
            rate.Count(context);
            await endpoint();
        }
        catch (OciRefusal refusal)
        {
            if (refusal.RetryAfter is { } delay)
                context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            var errors = new OciErrors([new OciError(refusal.Code, refusal.Message, refusal.Detail)]);
            await Answer.JsonAsync(context, refusal.Status, errors, OciJson.Wire.OciErrors, "application/json");
        }
    }
}
